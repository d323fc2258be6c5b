import type { Clock } from '@bodybroker/domain';
import { noStoreInstrumentation } from '@bodybroker/telemetry';
import type { StoreInstrumentation } from '@bodybroker/telemetry';
import { AppendListeners } from '../append-listeners.js';
import { assertKind } from '../name-rules.js';
import { shardOf } from '../shard-of.js';
import { SHARD_COUNT } from '../store.js';
import type { Outbox, ScanEntry, Shard, Store } from '../store.js';
import { KeyLayout } from './key-layout.js';
import type { RedisClient } from './redis-client.js';
import { RedisOutbox } from './redis-outbox.js';
import { RedisSession } from './redis-session.js';
import { RedisShard } from './redis-shard.js';
import { readList, readText } from './replies.js';

export interface RedisStoreOptions {
  /** Stamps what is written. Times to live are measured by Redis. */
  readonly clock: Clock;
  /** What all keys start with. Default `bb`. */
  readonly prefix?: string;
  readonly instrumentation?: StoreInstrumentation;
}

const SERVICE_NAME = /^[a-z][a-z0-9-]{0,63}$/;
const SCAN_BATCH = 500;

/** A Store on Redis 7.0 or later, or a Redis Cluster: every operation stays within one hash slot. */
export class RedisStore implements Store {
  readonly service: string;
  readonly outbox: Outbox;
  readonly #client: RedisClient;
  readonly #layouts: readonly KeyLayout[];
  readonly #shards: readonly RedisShard[];
  readonly #root: string;

  /** @param service whose keys these are: lower-case letters, digits and `-` */
  constructor(service: string, client: RedisClient, options: RedisStoreOptions) {
    if (!SERVICE_NAME.test(service)) throw new RangeError(`"${service}" cannot name a service`);
    const { prefix = 'bb', clock, instrumentation = noStoreInstrumentation } = options;
    if (!SERVICE_NAME.test(prefix)) throw new RangeError(`"${prefix}" cannot be a key prefix`);
    this.service = service;
    this.#client = client;
    this.#root = `${prefix}:${service}:`;
    const session = new RedisSession(client, clock, instrumentation, service);
    const listeners = new AppendListeners();
    this.#layouts = Array.from({ length: SHARD_COUNT }, (_, number) => new KeyLayout(prefix, service, number));
    this.#shards = this.#layouts.map((layout, number) => new RedisShard(number, session, layout, listeners.notify));
    this.outbox = new RedisOutbox(session, this.#layouts, listeners);
  }

  shard(ownerId: string): Shard {
    return this.#shardAt(shardOf(ownerId));
  }

  shards(): readonly Shard[] {
    return this.#shards;
  }

  async *scan(kind: string, options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<ScanEntry> {
    assertKind(kind);
    // Neither names nor kinds hold characters that mean something in a pattern.
    const pattern = `${this.#root}{*}:${kind}:*`;
    for (const master of this.#client.masters()) {
      let cursor = '0';
      do {
        options.signal?.throwIfAborted();
        const [next, keys] = readList(await master.call('SCAN', [cursor, 'MATCH', pattern, 'COUNT', SCAN_BATCH]));
        cursor = readText(next);
        yield* await this.#entitiesAt(kind, readList(keys).map(readText));
      } while (cursor !== '0');
    }
  }

  ready(): Promise<void> {
    return this.#client.health();
  }

  async #entitiesAt(kind: string, keys: readonly string[]): Promise<ScanEntry[]> {
    const found = await Promise.all(
      keys.map(async (key): Promise<ScanEntry | undefined> => {
        const number = Number(key.slice(this.#root.length + 1, this.#root.length + 3));
        const start = this.#layouts[number]?.entities(kind);
        // A pattern's `*` also spans `:`, so that another kind's id can look like this kind's key.
        if (start === undefined || !key.startsWith(start)) return undefined;
        const shard = this.#shardAt(number);
        const id = key.slice(start.length);
        const stored = await shard.get(kind, id);
        return stored === undefined ? undefined : { id, stored, shard };
      }),
    );
    return found.filter((entry) => entry !== undefined);
  }

  #shardAt(number: number): RedisShard {
    const shard = this.#shards[number];
    if (shard === undefined) throw new RangeError(`there is no shard ${number}`);
    return shard;
  }
}
