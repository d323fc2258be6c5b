import { type Entity, EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import type { Grant } from '../domain/grant.js';
import { homeId, homeOf, uniqueOf } from './home-id.js';

export const GRANT = 'grant';
const PREFIX = 'grt';

/** One for each player and idempotency key. */
export const grantIdOf = (playerId: string, key: string): string => homeId(PREFIX, uniqueOf(playerId, key), playerId);

/** Grants by id. They change together with what their players hold, see Holdings. */
export class Grants {
  readonly #grants: EntityRepository<Grant>;

  constructor(store: Store, random: () => number) {
    this.#grants = new EntityRepository(store, GRANT, { ...jsonCodec<Grant>(), random });
  }

  async find(id: string): Promise<Entity<Grant> | undefined> {
    const owner = homeOf(PREFIX, id);
    return owner === undefined ? undefined : this.#grants.get({ id, owner });
  }
}
