import {
  ProviderKind,
  type ModelManagementServiceClient,
  type ResolvedModel as Resolution,
} from '@bodybroker/contracts-model-management';
import type { Clock } from '@bodybroker/domain';
import { isRpcError, type Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import { EMBEDDED_MODEL } from '../domain/choose-targets.js';
import { REMOTE_MODEL } from './configured-models.js';
import { EMBEDDED_PROVIDER } from './embedded-provider.js';
import type { ModelResolver, ResolvedModel } from './model-resolver.js';

/** Longer than the registry takes, shorter than a reader notices. */
const TIMEOUT_MS = 800;
/** While the registry is away it is not asked for every text. */
const AWAY_MS = 2000;
/** Targets are named by callers. */
const MAX_ENTRIES = 2000;

/** Refusals by which the registry says that it does not have a target. */
const NOT_THERE: readonly string[] = ['NOT_FOUND', 'FAILED_PRECONDITION', 'INVALID_ARGUMENT'];

export interface ManagedModelsOptions {
  readonly registry: Pick<Client<ModelManagementServiceClient>, 'resolveModel'>;
  readonly environment: string;
  /** What is known without the registry. */
  readonly own: ModelResolver;
  /** The endpoint of the settings, which has a provider already; empty: none. */
  readonly ownBaseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Known {
  readonly model: ResolvedModel;
  readonly untilMs: number;
}

/**
 * The models of model-management, remembered for as long as it says or until it tells of a change. While it is away, and for what it does
 * not have, the models of the settings. `embedded` never depends on it.
 */
export class ManagedModels implements ModelResolver {
  readonly #options: ManagedModelsOptions;
  readonly #known = new Map<string, Known>();
  #awayUntilMs = 0;

  constructor(options: ManagedModelsOptions) {
    this.#options = options;
  }

  get defaultTarget(): string {
    return this.#options.own.defaultTarget;
  }

  get knowsAll(): boolean {
    return this.#options.clock.now() >= this.#awayUntilMs;
  }

  async resolve(target: string, routingKey?: string): Promise<ResolvedModel> {
    const { own, clock } = this.#options;
    if (target === EMBEDDED_MODEL) return own.resolve(target);
    const nowMs = clock.now();
    const known = this.#recall(target, nowMs) ?? this.#recall(keyed(target, routingKey), nowMs);
    if (known !== undefined) return known;
    if (!this.knowsAll) return own.resolve(target);
    return (await this.#ask(target, routingKey)) ?? own.resolve(target);
  }

  modelsOf(providerId: string): readonly string[] {
    const names = this.#options.own.modelsOf(providerId);
    return names.length > 0 ? names : [providerId];
  }

  /** A deployment has changed. */
  forget(): void {
    this.#known.clear();
    this.#awayUntilMs = 0;
  }

  async #ask(target: string, routingKey: string | undefined): Promise<ResolvedModel | undefined> {
    const { registry, environment, clock, logger } = this.#options;
    try {
      const resolution = await registry.resolveModel(
        { modelRef: target, environment, ...(routingKey === undefined ? {} : { routingKey }) },
        { timeoutMs: TIMEOUT_MS },
      );
      const model = this.#read(target, resolution);
      if (model === undefined) return undefined;
      if (this.#known.size >= MAX_ENTRIES) this.#known.clear();
      const key = resolution.dependsOnKey ? keyed(target, routingKey) : target;
      this.#known.set(key, { model, untilMs: clock.now() + Number(resolution.ttlMs) });
      return model;
    } catch (error) {
      if (isRpcError(error) && NOT_THERE.includes(error.code)) return undefined;
      // Who asked has gone, which says nothing of the registry.
      if (isRpcError(error) && error.code === 'CANCELLED') throw error;
      logger.warn('model-management does not answer; the models of the settings are used', { error });
      this.#awayUntilMs = clock.now() + AWAY_MS;
      return undefined;
    }
  }

  #recall(key: string, nowMs: number): ResolvedModel | undefined {
    const known = this.#known.get(key);
    return known !== undefined && nowMs < known.untilMs ? known.model : undefined;
  }

  #read(target: string, { modelVersion: version }: Resolution): ResolvedModel | undefined {
    if (version?.provider === undefined) return undefined;
    const { kind, baseUrl, remoteModel, secretEnv } = version.provider;
    const common = {
      target,
      modelRef: version.modelRef,
      remoteModel: remoteModel === '' ? version.name : remoteModel,
      price: {
        inputMicros: Number(version.price?.inputMicrosPerMtok ?? 0n),
        outputMicros: Number(version.price?.outputMicrosPerMtok ?? 0n),
      },
    };
    if (kind === ProviderKind.EMBEDDED) return { ...common, providerId: EMBEDDED_PROVIDER };
    if (kind !== ProviderKind.OPENAI_COMPATIBLE) return undefined;
    const isOwn = baseUrl === this.#options.ownBaseUrl && version.name === REMOTE_MODEL;
    if (isOwn) return { ...common, providerId: REMOTE_MODEL };
    return { ...common, providerId: version.modelRef, endpoint: { baseUrl, secretEnv } };
  }
}

// No target has a blank in it.
const keyed = (target: string, routingKey: string | undefined): string => `${target} ${routingKey ?? ''}`;
