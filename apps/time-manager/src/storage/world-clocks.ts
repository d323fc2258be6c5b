import { isDomainError, notFound } from '@bodybroker/domain';
import {
  type Entity,
  type EntityChange,
  EntityRepository,
  jsonCodec,
  type OnceResult,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import type { WorldClock } from '../domain/world-clock.js';
import { firstToldTime } from './told-time.js';

export interface WorldClocksOptions {
  /** The worlds that have a clock. */
  readonly worlds: ReadonlySet<string>;
  /** The clock of a world that is asked for the first time. */
  start(): WorldClock;
  random(): number;
}

/** How a request changes a clock: the new one, and what to publish of it; undefined leaves it as it is. */
export type ClockChange = (clock: WorldClock, version: bigint) => EntityChange<WorldClock> | undefined;

/** The clocks of all worlds. A world's clock begins when it is first asked for. */
export class WorldClocks {
  readonly #worlds: ReadonlySet<string>;
  readonly #start: () => WorldClock;
  readonly #clocks: EntityRepository<WorldClock>;

  constructor(store: Store, { worlds, start, random }: WorldClocksOptions) {
    this.#worlds = worlds;
    this.#start = start;
    this.#clocks = new EntityRepository(store, 'clock', { ...jsonCodec<WorldClock>(), random });
  }

  /** @throws DomainError NOT_FOUND WORLD_NOT_FOUND */
  async read(worldId: string): Promise<Entity<WorldClock>> {
    if (!this.#worlds.has(worldId)) throw notFound('world', worldId);
    return (await this.#clocks.get(worldId)) ?? this.#begin(worldId);
  }

  /** @throws DomainError NOT_FOUND WORLD_NOT_FOUND; VERSION_CONFLICT; whatever `change` throws */
  async change(worldId: string, expectedVersion: bigint | undefined, change: ClockChange): Promise<Entity<WorldClock>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    return this.#onceBegun(worldId, () =>
      this.#clocks.update(worldId, ({ value }, version) => change(value, version), options),
    );
  }

  /** Like change, but once for each receipt: a repeat answers what the first one did. */
  async changeOnce(
    worldId: string,
    receipt: ReceiptRef,
    change: (clock: WorldClock, version: bigint) => EntityChange<WorldClock> & { readonly response: Uint8Array },
  ): Promise<OnceResult<WorldClock>> {
    return this.#onceBegun(worldId, () =>
      this.#clocks.upsertOnce(worldId, receipt, (current, version) => {
        if (current === undefined) throw notFound('clock', worldId);
        return change(current.value, version);
      }),
    );
  }

  /** Nearly every clock has begun long ago: that one has not shows when it is missing. */
  async #onceBegun<Result>(worldId: string, work: () => Promise<Result>): Promise<Result> {
    if (!this.#worlds.has(worldId)) throw notFound('world', worldId);
    try {
      return await work();
    } catch (error) {
      if (!isDomainError(error) || error.reason !== 'CLOCK_NOT_FOUND') throw error;
    }
    await this.#begin(worldId);
    return work();
  }

  async #begin(worldId: string): Promise<Entity<WorldClock>> {
    try {
      const value = this.#start();
      return await this.#clocks.create(worldId, () => ({ value, puts: [firstToldTime(worldId, value.anchorGms)] }));
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'ALREADY_EXISTS') throw error;
      return this.#clocks.require(worldId);
    }
  }
}
