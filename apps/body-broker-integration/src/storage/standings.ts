import { type Entity, EntityRepository, jsonCodec, type Put, type Store } from '@bodybroker/storage';
import { NEW_STANDING, type Standing } from '../domain/standing.js';
import { putOf } from './put-of.js';

export const STANDING = 'standing';

/** What the city thinks of each broker, in the broker's shard. */
export class Standings {
  readonly #standings: EntityRepository<Standing>;

  constructor(store: Store, random: () => number) {
    this.#standings = new EntityRepository(store, STANDING, { ...jsonCodec<Standing>(), random });
  }

  find(playerId: string): Promise<Entity<Standing> | undefined> {
    return this.#standings.get(playerId);
  }

  /** That of a broker nobody has heard of is new. */
  async read(playerId: string): Promise<Standing> {
    return (await this.find(playerId))?.value ?? NEW_STANDING;
  }

  /** The write of a changed standing, to go into the commit of what changed it. */
  async changing(playerId: string, change: (standing: Standing) => Standing): Promise<Put> {
    const current = await this.find(playerId);
    return putOf(STANDING, playerId, change(current?.value ?? NEW_STANDING), current);
  }
}
