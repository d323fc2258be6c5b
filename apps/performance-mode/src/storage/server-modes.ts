import { EntityRepository, jsonCodec, type Fence, type OutboxEvent, type Store } from '@bodybroker/storage';
import { startServerMode, type ServerMode, type ServiceLoad } from '../domain/server-mode.js';

export interface ServerModesOptions {
  readonly random: () => number;
  readonly clock: { now(): number };
  /** The event of another mode than before, committed with it. */
  readonly tell: (before: ServerMode, after: ServerMode, version: bigint) => OutboxEvent;
}

/** The shard of all that is the servers’ own. */
export const SERVER = 'server';
const LOADS = 'loads';
const LOAD_TTL_MS = 10 * 60_000;
const MAX_SERVICES = 200;

/** The server mode, and what services said of their load. */
export class ServerModes {
  readonly #store: Store;
  readonly #modes: EntityRepository<ServerMode>;
  readonly #loads: EntityRepository<ServiceLoad>;
  readonly #options: ServerModesOptions;

  constructor(store: Store, options: ServerModesOptions) {
    this.#store = store;
    this.#options = options;
    this.#modes = new EntityRepository<ServerMode>(store, 'server-mode', {
      ...jsonCodec<ServerMode>(),
      random: options.random,
    });
    this.#loads = new EntityRepository<ServiceLoad>(store, 'load', {
      ...jsonCodec<ServiceLoad>(),
      random: options.random,
    });
  }

  async get(): Promise<ServerMode> {
    return (await this.#modes.get(SERVER))?.value ?? startServerMode(this.#options.clock.now());
  }

  /** Changes the mode; what stays the same is not written. @param fence a lease the writer must still hold */
  async change(change: (current: ServerMode) => ServerMode, fence?: Fence): Promise<ServerMode> {
    const { value } = await this.#modes.upsert(SERVER, (stored, version) => {
      const before = stored?.value ?? startServerMode(this.#options.clock.now());
      const after = change(before);
      return {
        value: after,
        events: before.mode === after.mode ? [] : [this.#options.tell(before, after, version)],
        ...(fence === undefined ? {} : { fences: [fence] }),
      };
    });
    return value;
  }

  async report(load: ServiceLoad): Promise<void> {
    await this.#loads.upsert({ id: load.service, owner: SERVER }, () => ({
      value: load,
      ttlMs: LOAD_TTL_MS,
      indexes: [{ op: 'set', index: LOADS, member: load.service, score: 0 }],
    }));
  }

  /** The last report of each service. */
  async loads(): Promise<readonly ServiceLoad[]> {
    const services = await this.#store.shard(SERVER).rangeByName(LOADS, { limit: MAX_SERVICES });
    const entities = await this.#loads.getMany(services.map((id) => ({ id, owner: SERVER })));
    return entities.map(({ value }) => value);
  }
}
