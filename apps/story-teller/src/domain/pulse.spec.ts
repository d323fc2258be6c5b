import fc from 'fast-check';
import { HOUR_GMS, MINUTE_GMS } from './game-time.js';
import { addTension, calmPulse, nextPhaseGms, passTime, shownTension, type Phase } from './pulse.js';

// Where tension is low already FADE is over as it begins, and where it is high again so is BUILD_UP.
const LEADS_TO: Readonly<Record<Phase, readonly Phase[]>> = {
  BUILD_UP: ['SUSTAIN'],
  SUSTAIN: ['FADE', 'RELAX'],
  FADE: ['RELAX'],
  RELAX: ['BUILD_UP', 'SUSTAIN'],
};

describe('tension', () => {
  it('halves in two hours', () => {
    expect(shownTension(passTime(addTension(calmPulse(0), 60), 2 * HOUR_GMS))).toBe(30);
  });

  it('goes round: build up, ten minutes at the peak, fade below 40, three quarters of an hour of rest', () => {
    const peak = addTension(calmPulse(0), 80);
    expect(peak).toMatchObject({ phase: 'SUSTAIN', untilGms: 10 * MINUTE_GMS });
    expect(passTime(peak, 10 * MINUTE_GMS - 1).phase).toBe('SUSTAIN');
    expect(passTime(peak, 10 * MINUTE_GMS).phase).toBe('FADE');
    expect(passTime(peak, 2 * HOUR_GMS - 5).phase).toBe('FADE');
    expect(passTime(peak, 2 * HOUR_GMS + 5).phase).toBe('RELAX');
    expect(passTime(peak, 2 * HOUR_GMS + 45 * MINUTE_GMS + 5).phase).toBe('BUILD_UP');
  });

  it('stays within its bounds, and never goes back in time', () => {
    const pulse = addTension(calmPulse(5), 1000);
    expect(pulse.tension).toBe(100);
    expect(passTime(pulse, 0)).toEqual(pulse);
    expect(addTension(pulse, -1000).tension).toBe(0);
  });

  it('fades at once when something calms it, and rises from rest when it ends', () => {
    const fading = passTime(addTension(calmPulse(0), 100), 11 * MINUTE_GMS);
    expect(addTension(fading, -70)).toMatchObject({ phase: 'RELAX' });
    const resting = addTension(addTension(fading, -70), 90);
    expect(resting.phase).toBe('RELAX');
    expect(passTime(resting, resting.untilGms ?? 0).phase).toBe('SUSTAIN');
  });

  it('is the same over many short times as over one long', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 3 * HOUR_GMS }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), steps, (tension, waits) => {
        const start = addTension(calmPulse(0), tension);
        const end = waits.reduce((sum, wait) => sum + wait, 0);
        let at = 0;
        const stepped = waits.reduce((pulse, wait) => passTime(pulse, (at += wait)), start);
        const leapt = passTime(start, end);
        expect(stepped.phase).toBe(leapt.phase);
        expect(stepped.tension).toBeCloseTo(leapt.tension, 6);
        expect(Math.abs((stepped.untilGms ?? 0) - (leapt.untilGms ?? 0))).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('only ever goes from a phase to the next, and knows when', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { maxLength: 30 }), (weights) => {
        let pulse = calmPulse(0);
        for (const weight of weights) {
          pulse = addTension(pulse, weight);
          const next = nextPhaseGms(pulse);
          if (next === undefined) continue;
          const before = pulse.phase;
          pulse = passTime(pulse, next);
          expect(LEADS_TO[before]).toContain(pulse.phase);
        }
      }),
    );
  });
});
