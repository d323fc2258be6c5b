import { SETTLE_MS, chooseMode, measured, recommendation, startMode, type DeviceMode } from './device-mode.js';
import type { MetricSample, Thermal } from './metric-sample.js';
import { ladderOf, type Ladder } from './profile.js';

const profile = (profileId: string, rank: number) => ({ profileId, rank, scalers: {}, targetFps: 60, requires: [] });
const ladder: Ladder = ladderOf([profile('high', 2), profile('low', 0), profile('medium', 1)]);
const start = startMode(ladder, 'AUTO', 0);

/** Samples a second apart, from a moment on. */
function run(mode: DeviceMode, from: number, fps: readonly number[], thermal: Thermal = 'NOMINAL'): DeviceMode {
  return fps.reduce<DeviceMode>(
    (at, fpsP5, n) => measured(at, ladder, { atMs: from + n * 1000, fpsP5, thermal } satisfies MetricSample),
    mode,
  );
}
const many = (fps: number, count: number): readonly number[] => Array.from({ length: count }, () => fps);

describe('the mode of a device', () => {
  it('starts in the middle, or as the settings say', () => {
    expect(start).toMatchObject({ profileId: 'medium', source: 'AUTO' });
    expect(startMode(ladder, 'high', 0)).toMatchObject({ profileId: 'high', source: 'MANUAL' });
    expect(startMode(ladder, 'gone', 0)).toMatchObject({ profileId: 'medium', source: 'AUTO' });
  });

  it('goes one step down after three slow samples, and no further for 30 s', () => {
    expect(run(start, 0, [20, 20]).profileId).toBe('medium');
    const down = run(start, 0, [20, 20, 20]);
    expect(down).toMatchObject({ profileId: 'low', nextChangeMs: 2000 + SETTLE_MS });
    const high = { ...start, profileId: 'high' };
    expect(run(high, 0, many(20, 30)).profileId).toBe('medium');
    expect(run(high, 0, many(20, 40)).profileId).toBe('low');
  });

  it('does not flap between good and bad samples', () => {
    const mixed = Array.from({ length: 600 }, (_, n) => (n % 2 === 0 ? 20 : 90));
    expect(run(start, 0, mixed).profileId).toBe('medium');
  });

  it('goes up after a minute of fast and cool, not when warm', () => {
    expect(run(start, 0, many(75, 60)).profileId).toBe('medium');
    expect(run(start, 0, many(75, 61)).profileId).toBe('high');
    expect(run(start, 0, many(75, 200), 'FAIR').profileId).toBe('medium');
    expect(run(start, 0, [...many(75, 59), 60, ...many(75, 59)]).profileId).toBe('medium');
  });

  it('waits twice as long after a step up that it had to undo, 16 minutes at most', () => {
    let mode = start;
    let atMs = 0;
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      while (mode.profileId !== 'high') mode = run(mode, (atMs += 1000), [75]);
      while (mode.profileId === 'high') mode = run(mode, (atMs += 1000), [20]);
      waits.push(mode.upAfterMs / 60_000);
    }
    expect(waits).toEqual([2, 4, 8, 16, 16, 16]);
  });

  it('steps down at once when hot, to the bottom when critical', () => {
    const high = { ...start, profileId: 'high' };
    expect(run(high, 0, [60], 'SERIOUS').profileId).toBe('medium');
    expect(run(high, 0, [60], 'CRITICAL')).toMatchObject({ profileId: 'low', source: 'AUTO' });
  });

  it('chosen by hand does not move, but for a critical heat, from which it comes back', () => {
    const manual = chooseMode(start, ladder, 'high', 0);
    expect(run(manual, 0, many(5, 500), 'SERIOUS')).toMatchObject({ profileId: 'high', source: 'MANUAL' });
    const forced = run(manual, 0, [60], 'CRITICAL');
    expect(forced).toMatchObject({ profileId: 'low', source: 'FORCED' });
    expect(run(forced, 1000, many(60, 29)).source).toBe('FORCED');
    expect(run(forced, 1000, many(60, 31))).toMatchObject({ profileId: 'high', source: 'MANUAL' });
    expect(chooseMode(forced, ladder, 'AUTO', 9)).toMatchObject({ profileId: 'low', source: 'AUTO' });
  });

  it('recommends a step down to who chose too much', () => {
    const manual = run(chooseMode(start, ladder, 'high', 0), 0, many(20, 5));
    expect(recommendation(manual, ladder).profileId).toBe('medium');
    expect(recommendation(start, ladder).profileId).toBe('medium');
  });
});
