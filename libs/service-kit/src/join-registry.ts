import { CapabilityRegistryServiceClient, SubjectKind } from '@bodybroker/contracts-capability-registry';
import { systemSleep } from '@bodybroker/domain';
import { createClient, isRpcError, type PayloadCaller } from '@bodybroker/nats-sdk';
import type { Worker } from './service-definition.js';

/** Twice this after a crash the service is in no answer any more. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
const PATIENCE_MS = 2_000;

export interface JoinRegistryOptions {
  /** Name of the service. */
  readonly service: string;
  /** Semantic version of the service. */
  readonly version: string;
  /** Higher for a process that started later: Unix milliseconds of its start. */
  readonly generation: bigint;
  readonly calls: PayloadCaller;
  /** Default 10 000. */
  readonly renewMs?: number;
}

/**
 * Keeps a service in capability-registry as `service.<name>` under a lease, and takes it out when the process stops. Of several
 * replicas the one that started last holds the registration; the others take over when it is gone. Nothing waits for it: while the
 * registry is away the next renewal tries again.
 */
export function joinRegistry(options: JoinRegistryOptions): Worker {
  const { service, version, generation, calls, renewMs = RENEW_MS } = options;
  const registry = createClient(CapabilityRegistryServiceClient, calls);
  const subject = { kind: SubjectKind.SERVICE, id: service };
  let leaseId: string | undefined;

  const register = async (signal: AbortSignal): Promise<void> => {
    const capabilities = [{ name: `service.${service}`, version }];
    const request = { subject, capabilities, leaseMs: BigInt(LEASE_MS), generation };
    ({ leaseId } = await registry.registerCapabilities(request, { signal, timeoutMs: PATIENCE_MS }));
  };
  const renew = async (id: string, signal: AbortSignal): Promise<void> => {
    try {
      await registry.renewLease({ leaseId: id }, { signal, timeoutMs: PATIENCE_MS });
    } catch (error) {
      if (!isRpcError(error) || error.code !== 'NOT_FOUND') throw error;
      leaseId = undefined;
      await register(signal);
    }
  };

  return {
    name: 'join-registry',
    run: async (signal) => {
      while (!signal.aborted) {
        await (leaseId === undefined ? register(signal) : renew(leaseId, signal)).catch(unlessRefused);
        await systemSleep(renewMs, signal);
      }
      if (leaseId !== undefined)
        await registry.deregisterSubject({ ...subject, generation }, { timeoutMs: PATIENCE_MS }).catch(unlessRefused);
    },
  };
}

// Away, full, or held by a replica that started later: all of it passes by.
function unlessRefused(error: unknown): void {
  if (!isRpcError(error)) throw error;
}
