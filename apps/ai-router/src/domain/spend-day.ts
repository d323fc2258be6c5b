import { invalidArgument } from '@bodybroker/domain';

const DAY_MS = 86_400_000;
/** The most that is looked at in one go. */
export const MAX_DAYS = 31;

/** The first moment of a day, UTC: Unix ms. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

export function dayAfter(dayMs: number): number {
  return dayMs + DAY_MS;
}

/** Every day from one moment to another, both included. @throws DomainError INVALID_ARGUMENT */
export function daysBetween(fromMs: number, toMs: number): readonly number[] {
  if (toMs < fromMs) throw invalidArgument('to_ms', 'must not be before from_ms');
  const first = dayOf(fromMs);
  const count = (dayOf(toMs) - first) / DAY_MS + 1;
  if (count > MAX_DAYS) throw invalidArgument('to_ms', `must be at most ${MAX_DAYS} days after from_ms`);
  return Array.from({ length: count }, (_, index) => first + index * DAY_MS);
}
