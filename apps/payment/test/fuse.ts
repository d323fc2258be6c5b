import type { EventLog } from '@bodybroker/nats-sdk';
import type { Shard, Store } from '@bodybroker/storage';

/** How a process dies: at its n-th write, before or after that is done. Undefined: it lives. */
export interface Death {
  readonly atWrite: number;
  readonly when: 'before' | 'after';
}

/** Kills a process at one of its writes: that one and all after it fail. Until then all it reads and writes takes a while. */
export class Fuse {
  readonly #death: Death | undefined;
  readonly #lag: () => Promise<void>;
  #writes = 0;

  constructor(death: Death | undefined, lag: () => Promise<void> = () => Promise.resolve()) {
    this.#death = death;
    this.#lag = lag;
  }

  async read<T>(work: () => Promise<T>): Promise<T> {
    await this.#lag();
    return work();
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    await this.#lag();
    this.#writes += 1;
    const { atWrite = Infinity, when } = this.#death ?? {};
    if (this.#writes > atWrite || (this.#writes === atWrite && when === 'before'))
      throw new Error('the process is dead');
    const result = await work();
    if (this.#writes >= atWrite) throw new Error('the process is dead');
    return result;
  }
}

/** An event log that is written through a fuse. */
export function fusedLog(log: EventLog, fuse: Fuse): EventLog {
  return replacing(log, { publish: (...args) => fuse.write(() => log.publish(...args)) });
}

/** A store that is written through a fuse. */
export function fusedStore(store: Store, fuse: Fuse): Store {
  const wrap = (shard: Shard): Shard =>
    replacing(shard, {
      get: (kind, id) => fuse.read(() => shard.get(kind, id)),
      score: (index, member) => fuse.read(() => shard.score(index, member)),
      commit: (change) => fuse.write(() => shard.commit(change)),
    });
  return replacing(store, {
    shard: (owner) => wrap(store.shard(owner)),
    shards: () => store.shards().map(wrap),
  });
}

function replacing<T extends object>(target: T, own: Partial<T>): T {
  return new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(Object.hasOwn(own, name) ? own : target, name);
      return typeof value === 'function' ? (value as (this: unknown) => unknown).bind(target) : value;
    },
  });
}
