import { DomainError, versionConflict } from '@bodybroker/domain';
import { isRpcError, type KeyValue, type KeyValueEntry } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';

/** A record and the version it has. */
export interface Kept<T> {
  readonly value: T;
  readonly version: bigint;
}

interface Stored {
  /** Absent: it was deleted. Its version goes on counting when it is made again. */
  readonly value: unknown;
  readonly version: bigint;
  readonly revision: number;
}

/**
 * Policies and what admins set of targets: few and never to be lost, so in a JetStream bucket, and in the memory of every replica. Writes are
 * compare-and-swap on the bucket's revisions.
 */
export class RouterRecords {
  readonly #bucket: KeyValue;
  readonly #logger: Logger;
  readonly #known = new Map<string, Stored>();
  #isLoaded = false;

  constructor(bucket: KeyValue, logger: Logger) {
    this.#bucket = bucket;
    this.#logger = logger;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Those of a kind by their ids, in order. As this replica knows them. */
  all<T>(kind: string): readonly (readonly [string, Kept<T>])[] {
    const prefix = `${kind}.`;
    return [...this.#known]
      .filter(([key, { value }]) => key.startsWith(prefix) && value !== undefined)
      .map(([key, { value, version }]) => [idOf(key.slice(prefix.length)), { value: value as T, version }] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Reads from the bucket. */
  async get<T>(kind: string, id: string): Promise<Kept<T> | undefined> {
    const stored = await this.#read(keyOf(kind, id));
    return stored?.value === undefined ? undefined : { value: stored.value as T, version: stored.version };
  }

  /**
   * Writes a record; undefined from `change` deletes it.
   * @throws DomainError VERSION_CONFLICT when expectedVersion is not the present one (0n: there must be none), or another writer came
   * between; what `change` throws
   */
  async write<T>(
    kind: string,
    id: string,
    change: (current: Kept<T> | undefined) => T | undefined,
    expectedVersion?: bigint,
  ): Promise<{ readonly value: T | undefined; readonly version: bigint }> {
    const key = keyOf(kind, id);
    const stored = await this.#read(key);
    const current = stored?.value === undefined ? undefined : { value: stored.value as T, version: stored.version };
    if (expectedVersion !== undefined && expectedVersion !== (current?.version ?? 0n)) {
      throw versionConflict(`${kind} ${id}`, current?.version ?? 0n);
    }
    const value = change(current);
    const version = (stored?.version ?? 0n) + 1n;
    const bytes = Buffer.from(JSON.stringify({ v: Number(version), d: value }));
    const revision = await this.#bucket.update(key, bytes, stored?.revision ?? 0).catch((error: unknown) => {
      if (!isRpcError(error) || error.code !== 'VERSION_CONFLICT') throw error;
      throw new DomainError('VERSION_CONFLICT', 'VERSION_CONFLICT', `${kind} ${id} is being changed by another`, {
        details: { entity: `${kind} ${id}` },
        retryable: expectedVersion === undefined,
      });
    });
    this.#keep(key, { value, version, revision });
    return { value, version };
  }

  /** Keeps up with what all replicas write, until the signal aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    for await (const change of this.#bucket.watch('>', { signal })) {
      if (change.kind === 'up-to-date') this.#isLoaded = true;
      if (change.kind === 'put') this.#take(change.entry);
    }
  }

  async #read(key: string): Promise<Stored | undefined> {
    const entry = await this.#bucket.get(key);
    if (entry === undefined) return undefined;
    const stored = decode(entry);
    this.#keep(key, stored);
    return stored;
  }

  // What cannot be read leaves the last good one in place.
  #take(entry: KeyValueEntry): void {
    try {
      this.#keep(entry.key, decode(entry));
    } catch (error) {
      this.#logger.error('a record of the router cannot be read', { key: entry.key, error });
    }
  }

  #keep(key: string, stored: Stored): void {
    const known = this.#known.get(key);
    if (known === undefined || known.revision < stored.revision) this.#known.set(key, stored);
  }
}

function decode({ value, revision }: KeyValueEntry): Stored {
  const { v, d } = JSON.parse(Buffer.from(value).toString('utf8')) as { readonly v: number; readonly d?: unknown };
  return { value: d, version: BigInt(v), revision };
}

// Neither an id nor a reference has `=` or `/`, which keys may have where ids have `.` and `:`.
const keyOf = (kind: string, id: string): string => `${kind}.${id.replaceAll('.', '=').replaceAll(':', '/')}`;
const idOf = (token: string): string => token.replaceAll('=', '.').replaceAll('/', ':');
