/** One process of a service. */
export interface Instance {
  readonly service: string;
  readonly instanceId: string;
  /** Semver. */
  readonly version: string;
  readonly zone: string;
  /** Calls it handles at a time. */
  readonly capacity: number;
  /** As in the contract; empty: all. */
  readonly methods: readonly string[];
}

export type InstanceStatus = 'STARTING' | 'UP' | 'DRAINING' | 'EJECTED';

/** What is known of an instance. Times are Unix milliseconds. */
export interface KnownInstance {
  readonly instance: Instance;
  readonly status: InstanceStatus;
  readonly sinceMs: number;
  readonly leaseMs: number;
  readonly leaseExpiresMs: number;
  /** 0 to 1. */
  readonly load: number;
  readonly inFlight: number;
  readonly failuresInRow: number;
  readonly timesEjected: number;
  readonly ejectedUntilMs?: number;
}

/** Renewals that may be missed before an instance is forgotten. */
const LEASES_LIVED = 3;
/** Envoy's default number of failures in a row, and its base time out. */
const FAILURES_TO_EJECT = 5;
const EJECT_MS = 30_000;
const MAX_EJECT_MS = 300_000;
const DEFAULT_CAPACITY = 256;

/** A registration: new, or of an instance that is known, whose record with failures stays. */
export function register(
  known: KnownInstance | undefined,
  instance: Instance,
  leaseMs: number,
  nowMs: number,
): KnownInstance {
  const isSame = known?.instance.version === instance.version && known.status !== 'DRAINING';
  const record = { ...instance, capacity: instance.capacity === 0 ? DEFAULT_CAPACITY : instance.capacity };
  if (isSame) return { ...known, instance: record, leaseMs, leaseExpiresMs: nowMs + leaseMs };
  return {
    instance: record,
    status: 'STARTING',
    sinceMs: nowMs,
    leaseMs,
    leaseExpiresMs: nowMs + leaseMs,
    load: 0,
    inFlight: 0,
    failuresInRow: 0,
    timesEjected: 0,
  };
}

export function renew(
  known: KnownInstance,
  { load, inFlight }: { readonly load: number; readonly inFlight: number },
  nowMs: number,
): KnownInstance {
  const renewed = { ...known, load, inFlight, leaseExpiresMs: nowMs + known.leaseMs };
  return known.status === 'STARTING' ? { ...renewed, status: 'UP', sinceMs: nowMs } : renewed;
}

export function drained(known: KnownInstance, nowMs: number): KnownInstance {
  return known.status === 'DRAINING' ? known : { ...known, status: 'DRAINING', sinceMs: nowMs };
}

/** When an instance that does not renew is forgotten. */
export const goneAtMs = ({ leaseExpiresMs, leaseMs }: KnownInstance): number =>
  leaseExpiresMs + (LEASES_LIVED - 1) * leaseMs;

/** The status now: an ejection ends by itself. */
export function statusAt({ status, ejectedUntilMs }: KnownInstance, nowMs: number): InstanceStatus {
  return status === 'EJECTED' && ejectedUntilMs !== undefined && nowMs >= ejectedUntilMs ? 'UP' : status;
}

export const takesCalls = (known: KnownInstance, nowMs: number): boolean => {
  const status = statusAt(known, nowMs);
  return status === 'UP' || status === 'STARTING';
};

/** A call went well: the slate is clean. */
export function succeeded(known: KnownInstance, nowMs: number): KnownInstance {
  const { ejectedUntilMs: _, ...rest } = known;
  const status = statusAt(known, nowMs);
  if (status === 'EJECTED') return known;
  return { ...rest, status, failuresInRow: 0, timesEjected: 0 };
}

/**
 * A call failed. The fifth in a row ejects, and the first one after an ejection, which was a probe; each time for longer. At most half of a
 * service is out at once, and never its last instance.
 * @param others of the same service, without this one
 */
export function failed(known: KnownInstance, others: readonly KnownInstance[], nowMs: number): KnownInstance {
  const status = statusAt(known, nowMs);
  if (status === 'EJECTED') return known;
  const isProbe = known.status === 'EJECTED';
  const failuresInRow = known.failuresInRow + 1;
  const counted = { ...known, status, failuresInRow };
  if (!isProbe && failuresInRow < FAILURES_TO_EJECT) return counted;
  const stillUp = others.filter((other) => takesCalls(other, nowMs)).length;
  const out = others.filter((other) => statusAt(other, nowMs) === 'EJECTED').length;
  if (stillUp === 0 || out + 1 > (others.length + 1) / 2) return counted;
  const timesEjected = known.timesEjected + 1;
  return {
    ...counted,
    status: 'EJECTED',
    sinceMs: nowMs,
    timesEjected,
    ejectedUntilMs: nowMs + Math.min(EJECT_MS * timesEjected, MAX_EJECT_MS),
  };
}
