import { SubjectKind, type CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import type { Sleep } from '@bodybroker/domain';
import { isRpcError, type Client } from '@bodybroker/nats-sdk';
import { fromJsonObject, type Worker } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import { modelRefOf, type ModelVersion } from '../domain/model-version.js';
import { mayServe } from '../domain/version-status.js';
import type { RegistryMirror } from '../storage/registry-mirror.js';

/** A lease outlives two renewals that fail. */
const LEASE_MS = 360_000n;
const RENEW_MS = 120_000;
/** Changes that come together are told together. */
const SETTLE_MS = 200;
const TIMEOUT_MS = 800;
/** What versions can do has one version so far. */
const CAPABILITY_VERSION = '1.0.0';

export interface RegisterCapabilitiesOptions {
  readonly mirror: RegistryMirror;
  readonly capabilities: Pick<Client<CapabilityRegistryServiceClient>, 'registerCapabilities'>;
  readonly sleep: Sleep;
  readonly logger: Logger;
}

/** Tells capability-registry what the versions that may serve can do, as long as they may. While it is away nothing is missed but that. */
export class CapabilityRegistrar {
  readonly #options: RegisterCapabilitiesOptions;
  #news = new AbortController();

  constructor(options: RegisterCapabilitiesOptions) {
    this.#options = options;
  }

  readonly worker: Worker = {
    name: 'register-capabilities',
    run: async (signal) => {
      while (!signal.aborted) {
        this.#news = new AbortController();
        await this.#registerAll(signal);
        await this.#options.sleep(RENEW_MS, AbortSignal.any([signal, this.#news.signal]));
        await this.#options.sleep(SETTLE_MS, signal);
      }
    },
  };

  /** The registry has changed: no need to wait for the next renewal. */
  readonly wake = (): void => this.#news.abort();

  async #registerAll(signal: AbortSignal): Promise<void> {
    const { mirror, logger } = this.#options;
    const versions = mirror.models().flatMap(({ value }) => (value.isArchived ? [] : mirror.versions(value.name)));
    try {
      for (const { value } of versions) {
        if (mayServe(value.status) && value.capabilities.length > 0) await this.#register(value, signal);
      }
    } catch (error) {
      if (!signal.aborted) logger.debug('capabilities of models were not registered', { error });
    }
  }

  async #register(version: ModelVersion, signal: AbortSignal): Promise<void> {
    const attributes = fromJsonObject({
      context_tokens: version.limits.contextTokens,
      max_output_tokens: version.limits.maxOutputTokens,
    });
    let names = version.capabilities;
    while (names.length > 0) {
      try {
        await this.#options.capabilities.registerCapabilities(
          {
            subject: { kind: SubjectKind.MODEL, id: modelRefOf(version) },
            capabilities: names.map((name) => ({ name, version: CAPABILITY_VERSION, attributes })),
            leaseMs: LEASE_MS,
            generation: BigInt(version.createdMs),
          },
          { timeoutMs: TIMEOUT_MS, signal },
        );
        return;
      } catch (error) {
        const known = withoutUndefined(names, error);
        if (known === undefined) throw error;
        names = known;
      }
    }
  }
}

/** What is left when one of the names has no definition there; undefined: that is not what failed. */
function withoutUndefined(names: readonly string[], error: unknown): readonly string[] | undefined {
  if (!isRpcError(error) || error.code !== 'NOT_FOUND') return undefined;
  const unknown = Object.values(error.details);
  const known = names.filter((name) => !unknown.includes(name));
  return known.length < names.length ? known : undefined;
}
