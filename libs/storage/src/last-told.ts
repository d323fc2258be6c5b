import type { Clock } from '@bodybroker/domain';
import { EntityRepository } from './entity-repository.js';
import { jsonCodec } from './json-codec.js';
import type { Store } from './store.js';

export interface LastToldOptions<T> {
  readonly clock: Clock;
  /** Draws in [0, 1) for the jitter between retries. */
  random(): number;
  /** What holds until anything is told. */
  readonly initial: T;
  /** Within this time all replicas know of a change. Default 1000. */
  readonly cacheMs?: number;
}

interface Told<T> {
  readonly value: T;
  readonly atMs: number;
}

/** One value that events tell of, such as the server's mode, as it was told last; the same for all replicas. Plain data. */
export class LastTold<T> {
  readonly #told: EntityRepository<Told<T>>;
  readonly #name: string;
  readonly #options: LastToldOptions<T>;
  #known: { readonly value: T; readonly untilMs: number } | undefined;

  constructor(store: Store, name: string, options: LastToldOptions<T>) {
    this.#told = new EntityRepository(store, 'told', { ...jsonCodec<Told<T>>(), random: () => options.random() });
    this.#name = name;
    this.#options = options;
  }

  async current(): Promise<T> {
    const { clock, initial, cacheMs = 1000 } = this.#options;
    const nowMs = clock.now();
    if (this.#known === undefined || nowMs >= this.#known.untilMs) {
      const told = await this.#told.get(this.#name);
      this.#known = { value: told === undefined ? initial : told.value.value, untilMs: nowMs + cacheMs };
    }
    return this.#known.value;
  }

  /** Takes a change, unless a later one is known. @param atMs when it came about: Unix ms */
  async tell(value: T, atMs: number): Promise<void> {
    await this.#told.upsert(this.#name, (current) => ({
      value: current !== undefined && current.value.atMs > atMs ? current.value : { value, atMs },
    }));
    this.#known = undefined;
  }
}
