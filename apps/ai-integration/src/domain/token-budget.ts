import { DomainError } from '@bodybroker/domain';

const HOUR_MS = 3_600_000;

/** Which hour a player's tokens are counted in: whole hours since 1970. */
export function budgetHour(nowMs: number): number {
  return Math.floor(nowMs / HOUR_MS);
}

/** What a call reserves before it runs: all it could cost. */
export function reservedTokens(promptTokens: number, maxTokens: number): number {
  return promptTokens + maxTokens;
}

/** What to add to the counter when the call is over, mostly negative; a call may have cost more than was estimated. */
export function settlementOf(reserved: number, used: number): number {
  return used - reserved;
}

/** Whether the reservation fits what is left of the hour. */
export function fitsBudget(countedTokens: number, reserved: number, limitTokens: number): boolean {
  return countedTokens + reserved <= limitTokens;
}

/** RESOURCE_EXHAUSTED, reason TOKEN_BUDGET, to be retried when the next hour starts. */
export function budgetSpent(limitTokens: number, nowMs: number): DomainError {
  return new DomainError('RESOURCE_EXHAUSTED', 'TOKEN_BUDGET', `the token budget of ${limitTokens} an hour is spent`, {
    details: { limit_tokens: String(limitTokens) },
    retryAfterMs: (budgetHour(nowMs) + 1) * HOUR_MS - nowMs,
  });
}
