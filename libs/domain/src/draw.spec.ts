import fc from 'fast-check';
import { draw, drawSequence, pickWeighted } from './index.js';

describe('draw', () => {
  it('is the same for the same parts, whoever asks', () => {
    expect(draw('nine-wards', 'weather', 'bone-ward', 17)).toBe(draw('nine-wards', 'weather', 'bone-ward', 17n));
    expect(draw('a', 1)).not.toBe(draw('a', 2));
  });

  it('stays in [0, 1)', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (seed, n) => {
        const u = draw(seed, n);
        return u >= 0 && u < 1;
      }),
    );
  });

  it('spreads evenly: each tenth of 20 000 draws holds 9 to 11 percent', () => {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i += 1) {
      const tenth = Math.floor(draw('spread', i) * 10);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    for (const count of counts) expect(count / 20_000).toBeGreaterThan(0.09);
    for (const count of counts) expect(count / 20_000).toBeLessThan(0.11);
  });
});

describe('drawSequence', () => {
  it('repeats from the same seed and differs from another', () => {
    const take = (seed: string): number[] => Array.from({ length: 5 }, drawSequence(seed));
    expect(take('a')).toEqual(take('a'));
    expect(take('a')).not.toEqual(take('b'));
    expect(take('a').every((u) => u >= 0 && u < 1)).toBe(true);
  });
});

describe('pickWeighted', () => {
  const items = [
    { weight: 1, value: 'fog' },
    { weight: 0, value: 'never' },
    { weight: 3, value: 'rain' },
  ];

  it('gives each item its share of the draws', () => {
    expect(pickWeighted(items, 0)).toBe('fog');
    expect(pickWeighted(items, 0.2499)).toBe('fog');
    expect(pickWeighted(items, 0.25)).toBe('rain');
    expect(pickWeighted(items, 0.999999)).toBe('rain');
  });

  it('refuses a list from which nothing can be picked', () => {
    expect(() => pickWeighted([{ weight: 0, value: 'x' }], 0.5)).toThrow(RangeError);
  });
});
