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
  readonly knowsAll = false;
  readonly #models: Map<string, Omit<ResolvedModel, 'target'>>;

  constructor({ defaultTarget, remote }: ConfiguredModelsOptions) {
    this.defaultTarget = remote === undefined ? defaultTarget : REMOTE_MODEL;
    const narrator = {
      modelRef: `${NARRATOR}:1`,
      providerId: EMBEDDED_PROVIDER,
      remoteModel: NARRATOR,
      price: { inputMicros: 0, outputMicros: 0 },
    };
    this.#models = new Map([[NARRATOR, narrator]]);
    if (remote === undefined) return;
    const { name, price } = remote;
    this.#models.set(REMOTE_MODEL, {
      modelRef: `${REMOTE_MODEL}:1`,
      providerId: REMOTE_MODEL,
      remoteModel: name,
      price,
    });
  }

  resolve(target: string): Promise<ResolvedModel> {
    // The one version of a model is its champion.
    const name = target === EMBEDDED_MODEL ? NARRATOR : target.replace(/(?:@champion|:1)$/, '');
    const model = this.#models.get(name);
    return model === undefined ? Promise.reject(modelNotFound(target)) : Promise.resolve({ target, ...model });
  }

  modelsOf(providerId: string): readonly string[] {
    return [...this.#models].filter(([, model]) => model.providerId === providerId).map(([name]) => name);
  }
}
