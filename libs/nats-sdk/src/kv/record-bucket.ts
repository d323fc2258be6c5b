import { RpcError, isRpcError } from '../rpc/rpc-error.js';
import type { KeyValue, KeyValueEntry } from './key-value.js';

/** A value of a bucket and the version it has: 1 when it is made, one more with each write. */
export interface BucketRecord<T> {
  readonly value: T;
  readonly version: bigint;
}

export interface RecordBucketOptions {
  /** Told of an entry that cannot be read; the last good one stays in place. */
  readonly onUnreadable: (key: string, error: unknown) => void;
}

/** Writers that lose to another this often in a row give up. The number is Nakama's. */
const MAX_RETRIES = 5;

/**
 * Plain data under keys in a key-value bucket, with every entry held in memory too: reads cost nothing, and every replica
 * sees a write as soon as the bucket tells of it, which it does while {@link RecordBucket.follow} runs. For what is small,
 * read often and must survive: definitions, flags, policies. Keys as in {@link KeyValue}; values as JSON.
 */
export class RecordBucket<T> {
  readonly #bucket: KeyValue;
  readonly #options: RecordBucketOptions;
  readonly #loaded = Promise.withResolvers<void>();
  readonly #revisions = new Map<string, number>();
  #records: ReadonlyMap<string, BucketRecord<T>> = new Map();

  constructor(bucket: KeyValue, options: RecordBucketOptions) {
    this.#bucket = bucket;
    this.#options = options;
  }

  /** All records by key, as they are known here. A new map after each change: compare it to know whether there was one. */
  get records(): ReadonlyMap<string, BucketRecord<T>> {
    return this.#records;
  }

  /** Resolves when all that was there at the start is known; rejects with the signal's reason. */
  async loaded(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const abort = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      await Promise.race([this.#loaded.promise, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Keeps up with the bucket until the signal aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    const seen = new Set<string>();
    for await (const change of this.#bucket.watch('>', { signal })) {
      if (change.kind === 'put') {
        seen.add(change.entry.key);
        this.#take(change.entry);
      } else if (change.kind === 'delete') this.#drop(change.key, change.revision);
      else {
        // What was deleted while nobody watched is told of by nobody.
        for (const key of this.#records.keys()) if (!seen.has(key)) this.#drop(key, Infinity);
        this.#loaded.resolve();
      }
    }
  }

  /**
   * Changes a record, or makes one. `change` may run several times.
   * @param expectedVersion undefined: whatever is there; 0n: must not exist; n: must be at n
   * @throws RpcError VERSION_CONFLICT {current_version}
   */
  async write(
    key: string,
    expectedVersion: bigint | undefined,
    change: (current: T | undefined) => T,
  ): Promise<BucketRecord<T>> {
    for (let attempt = 0; ; attempt += 1) {
      const entry = await this.#bucket.get(key);
      const current = entry === undefined ? undefined : decode<T>(entry.value);
      checkVersion(key, expectedVersion, current?.version ?? 0n);
      const next: BucketRecord<T> = { value: change(current?.value), version: (current?.version ?? 0n) + 1n };
      try {
        const value = encode(next);
        const revision = await this.#bucket.update(key, value, entry?.revision ?? 0);
        this.#take({ key, value, revision, createdMs: 0 });
        return next;
      } catch (error) {
        if (attempt >= MAX_RETRIES || !isRpcError(error) || error.code !== 'VERSION_CONFLICT') throw error;
      }
    }
  }

  /** Deletes a record. @throws RpcError VERSION_CONFLICT; answers false when there is none and none was expected */
  async delete(key: string, expectedVersion: bigint | undefined): Promise<boolean> {
    const entry = await this.#bucket.get(key);
    checkVersion(key, expectedVersion, entry === undefined ? 0n : decode<T>(entry.value).version);
    if (entry === undefined) return false;
    await this.#bucket.delete(key, entry.revision);
    this.#drop(key, entry.revision + 1);
    return true;
  }

  #take(entry: KeyValueEntry): void {
    // The watch tells of this process's own writes too, later.
    if (entry.revision <= (this.#revisions.get(entry.key) ?? 0)) return;
    try {
      const record = decode<T>(entry.value);
      this.#revisions.set(entry.key, entry.revision);
      this.#records = new Map(this.#records).set(entry.key, record);
    } catch (error) {
      this.#options.onUnreadable(entry.key, error);
    }
  }

  #drop(key: string, revision: number): void {
    if (revision < (this.#revisions.get(key) ?? 0)) return;
    if (Number.isFinite(revision)) this.#revisions.set(key, revision);
    const rest = new Map(this.#records);
    if (rest.delete(key)) this.#records = rest;
  }
}

function checkVersion(key: string, expected: bigint | undefined, current: bigint): void {
  if (expected === undefined || expected === current) return;
  throw new RpcError('VERSION_CONFLICT', 'VERSION_CONFLICT', `${key} is at version ${current}`, {
    details: { current_version: String(current) },
  });
}

function encode<T>({ value, version }: BucketRecord<T>): Uint8Array {
  return Buffer.from(JSON.stringify({ version: Number(version), value }));
}

function decode<T>(bytes: Uint8Array): BucketRecord<T> {
  const { version, value } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { version: number; value: T };
  if (!Number.isSafeInteger(version) || version < 1) throw new TypeError('the entry has no version');
  return { value, version: BigInt(version) };
}
