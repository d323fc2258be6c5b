import { notFound } from '@bodybroker/domain';
import {
  type Entity,
  type EntityChange,
  EntityRepository,
  jsonCodec,
  type Store,
  type ValueCodec,
} from '@bodybroker/storage';
import type { Part } from '../domain/part.js';
import { homeId, homeOf, uniqueOf } from './home-id.js';

const PREFIX = 'prt';
/** For how long a harvest that was given up cannot come about: as long as its receipt would be kept. */
const VOID_TTL_MS = 86_400_000;

/** The id of a part that comes to a player: the same for the same cause. */
export const partIdOf = (playerId: string, ...cause: readonly (string | number)[]): string =>
  homeId(PREFIX, uniqueOf(playerId, ...cause), playerId);

/** Parts by their ids. Those of a player live in the player's shard, also after they went to somebody else. */
export class Parts {
  readonly #store: Store;
  readonly #codec: ValueCodec<Part> = jsonCodec<Part>();
  readonly #parts: EntityRepository<Part>;

  constructor(store: Store, random: () => number) {
    this.#store = store;
    this.#parts = new EntityRepository(store, 'part', { ...this.#codec, random });
  }

  /** @throws DomainError NOT_FOUND PART_NOT_FOUND */
  async require(id: string): Promise<Entity<Part>> {
    const home = homeOf(PREFIX, id);
    const part = home === undefined ? undefined : await this.#parts.get({ id, owner: home });
    if (part === undefined || part.value.state === 'VOID') throw notFound('part', id);
    return part;
  }

  /** Those that are there, in the order of the ids, in one round trip. */
  async getMany(playerId: string, ids: readonly string[]): Promise<readonly Entity<Part>[]> {
    if (ids.length === 0) return [];
    const found = await this.#store.shard(playerId).getMany('part', ids);
    return ids.flatMap((id, index) => {
      const stored = found[index];
      if (stored === undefined) return [];
      return [{ id, version: stored.version, value: this.#codec.decode(stored.bytes), updatedMs: stored.updatedMs }];
    });
  }

  /** Changes a part that stays where it is. @throws DomainError NOT_FOUND PART_NOT_FOUND; VERSION_CONFLICT */
  async change(
    id: string,
    change: (current: Entity<Part>, version: bigint) => EntityChange<Part> | undefined,
    expectedVersion?: bigint,
  ): Promise<Entity<Part>> {
    const home = homeOf(PREFIX, id);
    if (home === undefined) throw notFound('part', id);
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    return this.#parts.update({ id, owner: home }, change, options);
  }

  /**
   * Takes the place of a part that is not there, so that its harvest cannot come about any more.
   * @returns false when the part came about, now or before
   */
  async void(playerId: string, id: string, stand: Part): Promise<boolean> {
    const existing = await this.#parts.get({ id, owner: playerId });
    if (existing !== undefined) return existing.value.state === 'VOID';
    const part = await this.#parts.upsert({ id, owner: playerId }, (current) =>
      current === undefined ? { value: { ...stand, state: 'VOID' }, ttlMs: VOID_TTL_MS } : { value: current.value },
    );
    return part.value.state === 'VOID';
  }
}
