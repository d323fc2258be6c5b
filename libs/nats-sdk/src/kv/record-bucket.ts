import { RpcError, isRpcError } from '../rpc/rpc-error.js';
import type { KeyValue, KeyValueEntry } from './key-value.js';

/** A value of a bucket and the version it has: 1 when it is made, one more with each write. */
export interface BucketRecord<T> {
  readonly value: T;
  readonly version: bigint;
}

export interface RecordBucketOptions {
  /** Where several kinds of records share a bucket: what the keys of this kind begin with, such as `policy`. */
  readonly kind?: string;
  /** Told of an entry that cannot be read; the last good one stays in place. */
  readonly onUnreadable: (key: string, error: unknown) => void;
}

/** Writers that lose to another this often in a row give up. The number is Nakama's. */
const MAX_RETRIES = 5;

/**
 * Plain data under keys in a key-value bucket, with every entry held in memory too: reads cost nothing, and every replica
 * sees a write as soon as the bucket tells of it, which it does while {@link RecordBucket.follow} runs. For what is small,
 * read often and must survive: definitions, flags, policies. Keys are ids, with `.` and `:` as they like; values are kept as
 * JSON. A record that was deleted leaves its version behind: made again, it goes on counting.
 */
export class RecordBucket<T> {
  readonly #bucket: KeyValue;
  readonly #options: RecordBucketOptions;
  readonly #prefix: string;
  readonly #loaded = Promise.withResolvers<void>();
  readonly #revisions = new Map<string, number>();
  #records: ReadonlyMap<string, BucketRecord<T>> = new Map();

  constructor(bucket: KeyValue, options: RecordBucketOptions) {
    this.#bucket = bucket;
    this.#options = options;
    this.#prefix = options.kind === undefined ? '' : `${options.kind}.`;
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
    for await (const change of this.#bucket.watch(`${this.#prefix}>`, { signal })) {
      if (change.kind === 'put') {
        seen.add(this.#keyOf(change.entry));
        this.#take(change.entry);
      } else if (change.kind === 'delete') this.#drop(this.#keyOf(change), change.revision);
      else {
        // What was taken out of the bucket while nobody watched is told of by nobody.
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
    const { version, next } = await this.#replace(key, expectedVersion, (current) => change(current?.value));
    return { value: next, version };
  }

  /** Deletes a record and answers it; undefined when there is none and none was expected. @throws RpcError VERSION_CONFLICT */
  async delete(key: string, expectedVersion: bigint | undefined): Promise<BucketRecord<T> | undefined> {
    return (await this.#replace(key, expectedVersion, () => undefined)).before;
  }

  // What is undefined is not there.
  async #replace<Next extends T | undefined>(
    key: string,
    expectedVersion: bigint | undefined,
    change: (current: BucketRecord<T> | undefined) => Next,
  ): Promise<{ readonly before: BucketRecord<T> | undefined; readonly next: Next; readonly version: bigint }> {
    const bucketKey = this.#prefix + encodeKey(key);
    for (let attempt = 0; ; attempt += 1) {
      const entry = await this.#bucket.get(bucketKey);
      const stored = entry === undefined ? undefined : decode<T>(entry.value);
      const before = presentIn(stored);
      checkVersion(key, expectedVersion, before?.version ?? 0n);
      const next = change(before);
      const lastVersion = stored?.version ?? 0n;
      if (next === undefined && before === undefined) return { before, next, version: lastVersion };
      const version = lastVersion + 1n;
      try {
        const value = encode({ value: next, version });
        const revision = await this.#bucket.update(bucketKey, value, entry?.revision ?? 0);
        this.#take({ key: bucketKey, value, revision });
        return { before, next, version };
      } catch (error) {
        if (attempt >= MAX_RETRIES || !isRpcError(error) || error.code !== 'VERSION_CONFLICT') throw error;
      }
    }
  }

  #keyOf({ key }: { readonly key: string }): string {
    return decodeKey(key.slice(this.#prefix.length));
  }

  #take(entry: Pick<KeyValueEntry, 'key' | 'value' | 'revision'>): void {
    const key = this.#keyOf(entry);
    // The watch tells of this process's own writes too, later.
    if (entry.revision <= (this.#revisions.get(key) ?? 0)) return;
    try {
      const record = presentIn(decode<T>(entry.value));
      if (record === undefined) return this.#drop(key, entry.revision);
      this.#revisions.set(key, entry.revision);
      this.#records = new Map(this.#records).set(key, record);
    } catch (error) {
      this.#options.onUnreadable(key, error);
    }
  }

  #drop(key: string, revision: number): void {
    if (revision < (this.#revisions.get(key) ?? 0)) return;
    if (Number.isFinite(revision)) this.#revisions.set(key, revision);
    const rest = new Map(this.#records);
    if (rest.delete(key)) this.#records = rest;
  }
}

/** As it lies in the bucket. */
interface StoredRecord<T> {
  /** Absent: it was deleted. */
  readonly value: T | undefined;
  readonly version: bigint;
}

function presentIn<T>(stored: StoredRecord<T> | undefined): BucketRecord<T> | undefined {
  return stored?.value === undefined ? undefined : { value: stored.value, version: stored.version };
}

// A key of a bucket is part of a subject, where dots have a meaning and colons have no place; no id has `=` or `/`.
const encodeKey = (key: string): string => key.replaceAll('.', '=').replaceAll(':', '/');
const decodeKey = (token: string): string => token.replaceAll('=', '.').replaceAll('/', ':');

function checkVersion(key: string, expected: bigint | undefined, current: bigint): void {
  if (expected === undefined || expected === current) return;
  throw new RpcError('VERSION_CONFLICT', 'VERSION_CONFLICT', `${key} is at version ${current}`, {
    details: { current_version: String(current) },
  });
}

function encode<T>({ value, version }: StoredRecord<T>): Uint8Array {
  return Buffer.from(JSON.stringify({ version: Number(version), value }));
}

function decode<T>(bytes: Uint8Array): StoredRecord<T> {
  const { version, value } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { version: number; value?: T };
  if (!Number.isSafeInteger(version) || version < 1) throw new TypeError('the entry has no version');
  return { value, version: BigInt(version) };
}
