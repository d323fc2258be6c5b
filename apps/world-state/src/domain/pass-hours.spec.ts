import fc from 'fast-check';
import { settle } from './pass-hours.js';

describe('settle', () => {
  it('brings dread to its base by two an hour', () => {
    expect([1, 2, 3, 4].map((hours) => settle(47, 40, 0, hours))).toEqual([45, 43, 41, 40]);
    expect(settle(10, 40, 0, 3)).toBe(16);
  });

  it('stays beside the base by what the weather adds', () => {
    expect(settle(40, 40, 1.5, 1)).toBe(41.5);
    expect(settle(40, 40, 1.5, 50)).toBe(41.5);
    expect(settle(40, 40, -0.5, 50)).toBe(39.5);
  });

  it('lets blood rain raise it, within 100', () => {
    expect(settle(90, 40, 6, 1)).toBe(94);
    expect(settle(90, 40, 6, 10)).toBe(100);
  });

  it('is the same in one step as in two', () => {
    const level = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        level,
        level,
        fc.constantFrom(-0.5, 0, 1.5, 2.5, 6),
        fc.nat(30),
        fc.nat(30),
        (dread, base, delta, a, b) => {
          expect(settle(settle(dread, base, delta, a), base, delta, b)).toBeCloseTo(
            settle(dread, base, delta, a + b),
            6,
          );
        },
      ),
    );
  });
});
