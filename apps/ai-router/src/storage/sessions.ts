import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';

/** A conversation that is silent for so long is a new one. */
const IDLE_MS = 300_000;

/** The target each conversation has. */
export class Sessions {
  readonly #sessions: EntityRepository<string>;

  constructor(store: Store, random: () => number) {
    this.#sessions = new EntityRepository(store, 'session', { ...jsonCodec<string>(), random });
  }

  /** Undefined for no conversation, and for a new one. */
  async heldBy(sessionKey: string): Promise<string | undefined> {
    return sessionKey === '' ? undefined : (await this.#sessions.get(sessionKey))?.value;
  }

  async hold(sessionKey: string, modelRef: string): Promise<void> {
    if (sessionKey === '') return;
    await this.#sessions.upsert(sessionKey, () => ({ value: modelRef, ttlMs: IDLE_MS }));
  }
}
