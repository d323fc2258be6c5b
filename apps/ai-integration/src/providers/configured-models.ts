import { EMBEDDED_MODEL, modelNotFound } from '../domain/choose-targets.js';
import type { TokenPrice } from '../domain/cost-of.js';
import { EMBEDDED_PROVIDER } from './embedded-provider.js';
import type { ModelResolver, ResolvedModel } from './model-resolver.js';

/** The model of the configured endpoint, and the provider that it is the only model of. */
export const REMOTE_MODEL = 'remote';

/** The model that the embedded generator is. */
export const NARRATOR = 'narrator';

export interface ConfiguredModelsOptions {
  readonly defaultTarget: string;
  /** The endpoint's model; undefined when there is no endpoint. */
  readonly remote: { readonly name: string; readonly price: TokenPrice } | undefined;
}

/** The models a process knows by its settings alone: `narrator` (embedded) and, with an endpoint, `remote`. Each has one version. */
export class ConfiguredModels implements ModelResolver {
  readonly defaultTarget: string;
  readonly #models: ReadonlyMap<string, Omit<ResolvedModel, 'target'>>;

  constructor({ defaultTarget, remote }: ConfiguredModelsOptions) {
    this.defaultTarget = remote === undefined ? defaultTarget : REMOTE_MODEL;
    const narrator = {
      modelRef: `${NARRATOR}:1`,
      providerId: EMBEDDED_PROVIDER,
      remoteModel: NARRATOR,
      price: { inputMicros: 0, outputMicros: 0 },
    };
    const models = [NARRATOR, EMBEDDED_MODEL].map((name) => [name, narrator] as const);
    this.#models = new Map(
      remote === undefined
        ? models
        : [
            ...models,
            [
              REMOTE_MODEL,
              {
                modelRef: `${REMOTE_MODEL}:1`,
                providerId: REMOTE_MODEL,
                remoteModel: remote.name,
                price: remote.price,
              },
            ],
          ],
    );
  }

  resolve(target: string): Promise<ResolvedModel> {
    // The one version is the champion.
    const name = /^(.+?)(?:@champion|:1)?$/s.exec(target)?.[1] ?? target;
    const model = this.#models.get(name);
    return model === undefined ? Promise.reject(modelNotFound(target)) : Promise.resolve({ target, ...model });
  }
}
