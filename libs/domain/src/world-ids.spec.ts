import { parseWorldIds } from './world-ids.js';

describe('the list of worlds', () => {
  it('is split at commas', () => {
    expect([...parseWorldIds('main, test-1')]).toEqual(['main', 'test-1']);
  });

  it.each(['', 'main,', 'Main', 'a b', Array.from({ length: 11 }, (_, index) => `w${index}`).join()])(
    'is refused when it is "%s"',
    (list) => {
      expect(() => parseWorldIds(list)).toThrow(RangeError);
    },
  );
});
