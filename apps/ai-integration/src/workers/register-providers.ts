import { SubjectKind, type CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import type { Client } from '@bodybroker/nats-sdk';
import type { Worker } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { ProviderKind } from '../providers/provider.js';

/** A lease outlives two renewals that fail. */
const LEASE_MS = 360_000n;
const RENEW_MS = 120_000;
const TIMEOUT_MS = 800;
const VERSION = '1.0.0';

/** What each kind of provider can do. */
const CAPABILITIES: Readonly<Record<ProviderKind, readonly string[]>> = {
  EMBEDDED: ['ai.chat', 'ai.chat.stream', 'ai.embed'],
  OPENAI_COMPATIBLE: ['ai.chat', 'ai.chat.stream', 'ai.embed'],
};

export interface RegisterProvidersOptions {
  readonly capabilities: Pick<Client<CapabilityRegistryServiceClient>, 'registerCapabilities'>;
  /** Those of the settings. Versions of registered models are told by model-management. */
  readonly providers: readonly { readonly id: string; readonly kind: ProviderKind }[];
  /** When this process began: Unix ms. */
  readonly startedMs: number;
  readonly logger: Logger;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Tells capability-registry what the models of this service's own settings can do. While it is away nothing is missed but that. */
export function registerProviders(options: RegisterProvidersOptions): Worker {
  const { capabilities, providers, startedMs, logger, sleep } = options;
  const registerAll = async (signal: AbortSignal): Promise<void> => {
    for (const { id, kind } of providers) {
      await capabilities.registerCapabilities(
        {
          subject: { kind: SubjectKind.PROVIDER, id },
          capabilities: CAPABILITIES[kind].map((name) => ({ name, version: VERSION })),
          leaseMs: LEASE_MS,
          generation: BigInt(startedMs),
        },
        { timeoutMs: TIMEOUT_MS, signal },
      );
    }
  };
  return {
    name: 'register-providers',
    run: async (signal) => {
      while (!signal.aborted) {
        await registerAll(signal).catch((error: unknown) => {
          if (!signal.aborted) logger.debug('capabilities of providers were not registered', { error });
        });
        await sleep(RENEW_MS, signal).catch(() => undefined);
      }
    },
  };
}
