import { type Claim, type Entity, EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import type { Reservation } from '../domain/reservation.js';
import { homeId, homeOf, uniqueOf } from './home-id.js';

export const RESERVATION = 'reservation';
const PREFIX = 'rsv';

/** One for each player and idempotency key. */
export const reservationIdOf = (playerId: string, key: string): string =>
  homeId(PREFIX, uniqueOf(playerId, key), playerId);

/** Reservations by id. They change together with what their players hold, see Holdings. */
export class Reservations {
  readonly #store: Store;
  readonly #reservations: EntityRepository<Reservation>;

  constructor(store: Store, random: () => number) {
    this.#store = store;
    this.#reservations = new EntityRepository(store, RESERVATION, { ...jsonCodec<Reservation>(), random });
  }

  async find(id: string): Promise<Entity<Reservation> | undefined> {
    const owner = homeOf(PREFIX, id);
    return owner === undefined ? undefined : this.#reservations.get({ id, owner });
  }

  /** Takes an entry off the due list that nothing needs to be done about. */
  async settle(id: string, claim: Claim): Promise<void> {
    const owner = homeOf(PREFIX, id);
    if (owner !== undefined) await this.#store.shard(owner).commit({ settle: [claim] });
  }
}
