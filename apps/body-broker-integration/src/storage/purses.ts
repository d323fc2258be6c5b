import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';

/** Up to which game day a client's wallet was filled; -1: only opened. */
interface Purse {
  readonly filledDay: number;
}

/** What the clients' wallets were given so far, so that each is opened once and filled once a day. */
export class Purses {
  readonly #purses: EntityRepository<Purse>;

  constructor(store: Store, random: () => number) {
    this.#purses = new EntityRepository(store, 'purse', { ...jsonCodec<Purse>(), random });
  }

  /** Undefined: its wallet was never opened. */
  async filledDay(npcId: string): Promise<number | undefined> {
    return (await this.#purses.get(npcId))?.value.filledDay;
  }

  async filled(npcId: string, day: number): Promise<void> {
    await this.#purses.upsert(npcId, (current) => ({
      value: { filledDay: Math.max(day, current?.value.filledDay ?? day) },
    }));
  }
}
