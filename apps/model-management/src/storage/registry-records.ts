import { DomainError, isDomainError, versionConflict } from '@bodybroker/domain';
import { isRpcError, type KeyValue, type KeyValueEntry } from '@bodybroker/nats-sdk';

/** A record as it lies in the bucket. */
export interface Stored<T> {
  readonly value: T;
  /** 1 for the first write, +1 for each further one. */
  readonly version: bigint;
  /** Of the bucket: rises with every write of any record. */
  readonly revision: number;
}

/** Writes that lose to another writer are tried again this often. */
const MAX_RETRIES = 5;

/** Reads a record's bytes. @throws SyntaxError when they are none */
export function decodeRecord<T>({ value, revision }: Pick<KeyValueEntry, 'value' | 'revision'>): Stored<T> {
  const { v, d } = JSON.parse(Buffer.from(value).toString('utf8')) as { readonly v: number; readonly d: T };
  return { value: d, version: BigInt(v), revision };
}

/** Records of one bucket by their keys, written by compare-and-swap on the bucket's revisions. */
export class RegistryRecords {
  readonly #bucket: KeyValue;

  constructor(bucket: KeyValue) {
    this.#bucket = bucket;
  }

  async get<T>(key: string): Promise<Stored<T> | undefined> {
    const entry = await this.#bucket.get(key);
    return entry && decodeRecord<T>(entry);
  }

  /** Writes a record that is not there. Answers undefined when there is one. */
  async create<T>(key: string, value: T): Promise<Stored<T> | undefined> {
    return this.#put(key, value, 1n, 0).catch((error: unknown) => {
      if (isLostRace(error)) return undefined;
      throw error;
    });
  }

  /**
   * Reads, changes and writes, again when another writer came between. `change` is given undefined where there is no record, and
   * leaves all as it is by answering what it was given.
   * @throws DomainError VERSION_CONFLICT when expectedVersion is not the present one (0n: there must be none), or five retries lost
   */
  async write<T>(
    key: string,
    change: (current: Stored<T> | undefined, nextVersion: bigint) => T | Promise<T>,
    expectedVersion?: bigint,
  ): Promise<Stored<T>> {
    for (let retries = 0; ; retries += 1) {
      const current = await this.get<T>(key);
      const version = current?.version ?? 0n;
      if (expectedVersion !== undefined && expectedVersion !== version) throw versionConflict(key, version);
      const value = await change(current, version + 1n);
      if (current !== undefined && value === current.value) return current;
      try {
        return await this.#put(key, value, version + 1n, current?.revision ?? 0);
      } catch (error) {
        if (!isLostRace(error)) throw error;
        if (retries === MAX_RETRIES) throw contended(key);
      }
    }
  }

  async #put<T>(key: string, value: T, version: bigint, expectedRevision: number): Promise<Stored<T>> {
    const bytes = Buffer.from(JSON.stringify({ v: Number(version), d: value }));
    return { value, version, revision: await this.#bucket.update(key, bytes, expectedRevision) };
  }
}

function isLostRace(error: unknown): boolean {
  return (isRpcError(error) || isDomainError(error)) && error.code === 'VERSION_CONFLICT';
}

function contended(key: string): DomainError {
  return new DomainError('VERSION_CONFLICT', 'VERSION_CONFLICT', `${key} is being changed by others`, {
    details: { entity: key },
    retryable: true,
  });
}
