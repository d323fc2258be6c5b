import fc from 'fast-check';
import { HOUR_GMS } from './calendar.js';
import { runsUntil } from './due-runs.js';
import { scheduleEvent, type CatchUp, type ScheduledEvent, type Timing } from './scheduled-event.js';

const HOURLY: Timing = { kind: 'cron', rule: '0 * * * *' };

function event(timing: Timing, catchUp: CatchUp, maxRuns?: number): ScheduledEvent {
  return scheduleEvent({ id: 'x', timing, type: 't', payload: '', playerId: undefined, maxRuns, catchUp }, 0);
}

/** Hours at which an event fires once the clock has come to `hour`, when the runs before `onTimeHour` are missed. */
function firings(event: ScheduledEvent, hour: number, onTimeHour: number): readonly number[] {
  const { runs } = runsUntil(event, hour * HOUR_GMS, onTimeHour * HOUR_GMS, 1000);
  return runs.map(({ dueGms }) => dueGms / HOUR_GMS);
}

describe('a due event', () => {
  it('fires once and is done, when it runs once', () => {
    const once = event({ kind: 'once', atGms: HOUR_GMS }, 'LAST');
    expect(runsUntil(once, HOUR_GMS, HOUR_GMS, 9)).toEqual({
      runs: [{ dueGms: HOUR_GMS, number: 1, late: false }],
      next: undefined,
    });
  });

  it('waits as long as the clock is before it', () => {
    const once = event({ kind: 'once', atGms: HOUR_GMS }, 'LAST');
    expect(runsUntil(once, HOUR_GMS - 1, 0, 9)).toEqual({ runs: [], next: once });
  });

  it('fires no more at once than it may, and the rest later', () => {
    const { runs, next } = runsUntil(event(HOURLY, 'ALL'), 10 * HOUR_GMS, 10 * HOUR_GMS, 4);
    expect([runs.length, next?.nextGms]).toEqual([4, 5 * HOUR_GMS]);
  });

  it.each([
    ['ALL', [1, 2, 3, 4, 5]],
    ['LAST', [4, 5]],
    ['SKIP', [5]],
  ] as const)('that missed runs 1 to 4 and is on time for 5 fires, with catch-up %s, for %j', (catchUp, expected) => {
    expect(firings(event(HOURLY, catchUp), 5, 5)).toEqual(expected);
  });

  it.each([
    ['ALL', true],
    ['LAST', true],
    ['SKIP', false],
  ] as const)('that runs once and was missed fires with catch-up %s: %s', (catchUp, fires) => {
    const missed = event({ kind: 'once', atGms: HOUR_GMS }, catchUp);
    const { runs, next } = runsUntil(missed, 5 * HOUR_GMS, 5 * HOUR_GMS, 9);
    expect(runs).toEqual(fires ? [{ dueGms: HOUR_GMS, number: 1, late: true }] : []);
    expect(next).toBeUndefined();
  });

  it('counts its runs and ends with the last', () => {
    expect(firings(event(HOURLY, 'ALL', 3), 99, 0)).toEqual([1, 2, 3]);
  });

  it('does not count skipped runs', () => {
    expect(firings(event(HOURLY, 'SKIP', 2), 20, 10)).toEqual([10, 11]);
  });

  it('never fires a run twice, and never goes back', () => {
    const catchUps = fc.constantFrom<CatchUp>('ALL', 'LAST', 'SKIP');
    fc.assert(
      fc.property(catchUps, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (catchUp, a, b) => {
        const hours = firings(event(HOURLY, catchUp), Math.max(a, b), Math.min(a, b));
        expect(hours).toEqual([...new Set(hours)].toSorted((x, y) => x - y));
      }),
    );
  });
});
