import type { Deps, RouterHandler } from '../deps.js';
import { dayAfter, dayOf, daysBetween } from '../domain/spend-day.js';

/** What was spent on some days. */
export const getSpend =
  ({ spending, clock }: Deps): RouterHandler<'getSpend'> =>
  async ({ playerId, fromMs, toMs }) => {
    const nowMs = clock.now();
    const to = toMs === undefined ? nowMs : Number(toMs);
    const days = daysBetween(fromMs === undefined ? dayOf(to) : Number(fromMs), to);
    const spent = await spending.of(playerId === '' ? undefined : playerId, days);
    const targets = Object.entries(spent)
      .map(([modelRef, { costMicros, requests }]) => ({
        modelRef,
        costMicros: BigInt(costMicros),
        requests: BigInt(requests),
      }))
      .sort((a, b) => (a.modelRef < b.modelRef ? -1 : 1));
    return {
      costMicros: targets.reduce((sum, { costMicros }) => sum + costMicros, 0n),
      targets,
      fromMs: BigInt(days[0] ?? dayOf(to)),
      toMs: BigInt(dayAfter(days.at(-1) ?? dayOf(to))),
    };
  };
