import type { Clock } from '@bodybroker/domain';
import type { Store } from '@bodybroker/storage';
import { budgetHour, budgetSpent, settlementOf } from '../domain/token-budget.js';

const HOUR_MS = 3_600_000;

/** Tokens taken out of a budget before the work, to be set right after it. */
export interface Reservation {
  settle(usedTokens: number): Promise<void>;
}

/** How many tokens each player may use in an hour. */
export class TokenBudgets {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #limitTokens: number;

  constructor(store: Store, options: { readonly clock: Clock; readonly limitTokens: number }) {
    this.#store = store;
    this.#clock = options.clock;
    this.#limitTokens = options.limitTokens;
  }

  /** @throws DomainError RESOURCE_EXHAUSTED, reason TOKEN_BUDGET */
  async reserve(playerId: string, tokens: number): Promise<Reservation> {
    const nowMs = this.#clock.now();
    const shard = this.#store.shard(playerId);
    const name = `tokens:${playerId}:${budgetHour(nowMs)}`;
    const { allowed, window } = await shard.countWithin(name, {
      limit: this.#limitTokens,
      windowMs: HOUR_MS,
      by: tokens,
    });
    if (!allowed) throw budgetSpent(this.#limitTokens, nowMs);
    return { settle: (usedTokens) => shard.settleCount(name, window, settlementOf(tokens, usedTokens)) };
  }
}
