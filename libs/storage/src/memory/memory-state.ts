import type { LogEntry, OutboxEntry } from '../store.js';

interface Expiring {
  /** Unix ms; Infinity: never. */
  readonly expiresMs: number;
}

export interface MemoryEntity extends Expiring {
  readonly version: bigint;
  /** undefined: a tombstone. */
  readonly bytes: Uint8Array | undefined;
  readonly updatedMs: number;
}

export interface MemoryReceipt extends Expiring {
  readonly fingerprint: string;
  readonly state:
    { readonly status: 'begun'; readonly token: string } | { readonly status: 'done'; readonly response: Uint8Array };
}

export interface MemoryLease extends Expiring {
  readonly holder: string;
  readonly token: bigint;
}

export interface MemoryCount extends Expiring {
  readonly count: number;
  readonly window: string;
}

/** Entries in order and the last sequence given, which outlives them. */
export interface MemorySequence<T> {
  last: bigint;
  entries: T[];
}

/** Everything one shard holds. */
export class MemoryState {
  readonly entities = new Map<string, MemoryEntity>();
  readonly claims = new Map<string, string>();
  readonly indexes = new Map<string, Map<string, number>>();
  readonly logs = new Map<string, MemorySequence<LogEntry>>();
  readonly receipts = new Map<string, MemoryReceipt>();
  readonly leases = new Map<string, MemoryLease>();
  readonly leaseTokens = new Map<string, bigint>();
  readonly counts = new Map<string, MemoryCount>();
  readonly outbox: MemorySequence<OutboxEntry> = { last: 0n, entries: [] };
  relay: (Expiring & { readonly holder: string }) | undefined;

  index(name: string): Map<string, number> {
    return getOrAdd(this.indexes, name, () => new Map<string, number>());
  }

  logOf(name: string): MemorySequence<LogEntry> {
    return getOrAdd(this.logs, name, () => ({ last: 0n, entries: [] }));
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const created = create();
  map.set(key, created);
  return created;
}

/** What a map holds under a key, unless it has expired; the expired is dropped. */
export function alive<K, V extends Expiring>(map: Map<K, V>, key: K, nowMs: number): V | undefined {
  const value = map.get(key);
  if (value === undefined || value.expiresMs > nowMs) return value;
  map.delete(key);
  return undefined;
}
