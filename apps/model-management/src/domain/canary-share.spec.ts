import fc from 'fast-check';
import { isOnCanary } from './canary-share.js';

describe('the share of a canary', () => {
  it('keeps the keys it has when it grows', () => {
    const points = fc.integer({ min: 1, max: 9999 });
    fc.assert(
      fc.property(fc.string(), points, points, (key, a, b) => {
        const [narrow, wide] = [Math.min(a, b), Math.max(a, b)];
        expect(!isOnCanary('dep_1', key, narrow) || isOnCanary('dep_1', key, wide)).toBe(true);
      }),
    );
  });

  it('has other keys in another deployment', () => {
    const keys = Array.from({ length: 200 }, (_, i) => `k${i}`);
    const of = (id: string): readonly boolean[] => keys.map((key) => isOnCanary(id, key, 5000));
    expect(of('dep_1')).not.toEqual(of('dep_2'));
  });
});
