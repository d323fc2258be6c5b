import { InstanceStatus, type Instance as InstanceMessage, type InstanceState } from '@bodybroker/contracts-router';
import { goneAtMs, statusAt, type Instance, type KnownInstance } from '../domain/instance.js';

export function toInstance({ service, instanceId, version, zone, capacity, methods }: InstanceMessage): Instance {
  return { service, instanceId, version, zone, capacity, methods };
}

export function toInstanceMessage(instance: Instance): InstanceMessage {
  return { ...instance, methods: [...instance.methods] };
}

/** @param latencyMs moving average, in milliseconds */
export function toInstanceState(known: KnownInstance, latencyMs: number, nowMs: number): InstanceState {
  const status = statusAt(known, nowMs);
  const { ejectedUntilMs } = known;
  return {
    instance: toInstanceMessage(known.instance),
    status: nowMs >= goneAtMs(known) ? InstanceStatus.GONE : InstanceStatus[status],
    sinceMs: BigInt(known.sinceMs),
    leaseExpiresMs: BigInt(known.leaseExpiresMs),
    load: known.load,
    inFlight: known.inFlight,
    failuresInRow: known.failuresInRow,
    timesEjected: known.timesEjected,
    ...(status === 'EJECTED' && ejectedUntilMs !== undefined ? { ejectedUntilMs: BigInt(ejectedUntilMs) } : {}),
    latencyMs,
  };
}
