import fc from 'fast-check';
import { increment } from './increment.js';
import { readJson, writeJson } from './json-text.js';
import { INT64_MAX, INT64_MIN } from './json-value.js';

describe('increment', () => {
  it('adds to a number, and leaves empty arrays and objects as they are', () => {
    const before = { gold: 3, bag: [], deep: {} };
    expect(increment(before, { path: '/gold', delta: 2n })).toEqual({ document: { ...before, gold: 5 }, sum: 5n });
  });

  it('counts a missing number as 0 and makes the objects on the way', () => {
    expect(increment({}, { path: '/a/b', delta: -4n })).toEqual({ document: { a: { b: -4 } }, sum: -4n });
  });

  it('refuses a sum beyond min or max and says from where', () => {
    expect(() => increment({ hp: 3 }, { path: '/hp', delta: -5n, min: 0n })).toThrow(
      expect.objectContaining({
        code: 'FAILED_PRECONDITION',
        reason: 'OUT_OF_RANGE',
        details: { value: '3', min: '0', max: String(INT64_MAX) },
      }),
    );
    expect(() => increment({ n: INT64_MAX }, { path: '/n', delta: 1n })).toThrow(/is not between/);
    expect(increment({ hp: 3 }, { path: '/hp', delta: -3n, min: 0n }).sum).toBe(0n);
  });

  it.each(['', 'hp', '/list/5', '/name/x'])('refuses the path "%s"', (path) => {
    expect(() => increment({ list: [1], name: 'x' }, { path, delta: 1n })).toThrow(
      expect.objectContaining({ reason: 'BAD_PATCH' }),
    );
  });

  it.each([{ n: 1.5 }, { n: '1' }, { n: null }])('refuses to count %j', (value) => {
    expect(() => increment(value, { path: '/n', delta: 1n })).toThrow(
      expect.objectContaining({ reason: 'NOT_AN_INTEGER' }),
    );
  });

  it('is exact over all 64-bit numbers, also through storage', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: INT64_MIN, max: INT64_MAX }),
        fc.bigInt({ min: -1000n, max: 1000n }),
        (start, delta) => {
          fc.pre(start + delta >= INT64_MIN && start + delta <= INT64_MAX);
          const first = increment({}, { path: '/n', delta: start }).document;
          const { document, sum } = increment(readJson(writeJson(first)), { path: '/n', delta });
          expect(sum).toBe(start + delta);
          expect(increment(readJson(writeJson(document)), { path: '/n', delta: 0n }).sum).toBe(start + delta);
        },
      ),
    );
  });
});
