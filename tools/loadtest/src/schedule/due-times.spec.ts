import { dueTimes } from './due-times.js';
import { seededRandom } from './seeded-random.js';

describe('when requests are due', () => {
  it('is evenly spaced at a constant rate', () => {
    const times = [...dueTimes({ arrivals: 'constant', perSecond: 4, durationMs: 1000, random: () => 0 })];
    expect(times).toEqual([0, 250, 500, 750]);
  });

  it('does not drift over a long time', () => {
    const times = [...dueTimes({ arrivals: 'constant', perSecond: 3, durationMs: 600_000, random: () => 0 })];
    expect(times).toHaveLength(1800);
    expect(times[1500]).toBe(500_000);
  });

  it('has gaps of an exponential distribution with Poisson arrivals', () => {
    const options = { arrivals: 'poisson', perSecond: 100, durationMs: 100_000 } as const;
    const times = [...dueTimes({ ...options, random: seededRandom(7) })];
    expect(times.length).toBeGreaterThan(9600);
    expect(times.length).toBeLessThan(10_400);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    // P(gap > mean) = 1/e; with a constant rate it would be 0 or 1.
    const long = gaps.filter((gap) => gap > 10).length / gaps.length;
    expect(long).toBeCloseTo(Math.exp(-1), 1);
    expect(gaps.every((gap) => gap >= 0)).toBe(true);
  });

  it('is the same again for the same seed', () => {
    const draw = (seed: number) => [
      ...dueTimes({ arrivals: 'poisson', perSecond: 10, durationMs: 2000, random: seededRandom(seed) }),
    ];
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });
});
