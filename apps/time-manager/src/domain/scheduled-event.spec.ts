import { HOUR_GMS } from './calendar.js';
import { scheduleEvent, type Plan } from './scheduled-event.js';

const plan: Plan = {
  id: 'bell',
  timing: { kind: 'once', atGms: 5 * HOUR_GMS },
  type: 'story.bell',
  payload: '{}',
  playerId: undefined,
  maxRuns: undefined,
  catchUp: undefined,
};

describe('scheduling', () => {
  it('waits for the moment, to run once', () => {
    expect(scheduleEvent(plan, HOUR_GMS)).toMatchObject({
      nextGms: 5 * HOUR_GMS,
      maxRuns: 1,
      runs: 0,
      catchUp: 'LAST',
    });
  });

  it.each([undefined, 'SKIP'] as const)('refuses a past moment that would not be caught up (%s)', (catchUp) => {
    expect(() => scheduleEvent({ ...plan, catchUp }, 6 * HOUR_GMS)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', reason: 'AT_GMS_PAST' }),
    );
  });

  it.each(['ALL', 'LAST'] as const)('takes a past moment to be caught up (%s)', (catchUp) => {
    expect(scheduleEvent({ ...plan, catchUp }, 6 * HOUR_GMS).nextGms).toBe(5 * HOUR_GMS);
  });

  it('finds the first run of a cron rule', () => {
    const daily = scheduleEvent({ ...plan, timing: { kind: 'cron', rule: '0 6 * * *' }, maxRuns: 3 }, HOUR_GMS);
    expect(daily).toMatchObject({ nextGms: 6 * HOUR_GMS, maxRuns: 3 });
  });
});
