import { DomainError } from '@bodybroker/domain';
import type { Actor } from '@bodybroker/nats-sdk';
import type { Store } from '@bodybroker/storage';

const WINDOW_MS = 60_000;

/** How often a player may move money. Services act for many players and are not counted. */
export class CallLimits {
  readonly #store: Store;
  readonly #perMinute: number;

  constructor(store: Store, perMinute: number) {
    this.#store = store;
    this.#perMinute = perMinute;
  }

  /** @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_MONEY_CALLS */
  async count(actor: Actor): Promise<void> {
    if (actor.kind !== 'player') return;
    const counted = await this.#store
      .shard(actor.id)
      .countWithin(`calls:${actor.id}`, { limit: this.#perMinute, windowMs: WINDOW_MS });
    if (counted.allowed) return;
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_MONEY_CALLS', `${this.#perMinute} money calls a minute`, {
      retryAfterMs: counted.retryAfterMs,
    });
  }
}
