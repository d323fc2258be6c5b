import { createConditionCache } from './condition-cache.js';

describe('createConditionCache', () => {
  it('compiles a text once', () => {
    const cache = createConditionCache({ level: 'int' });
    expect(cache.get('level > 1')).toBe(cache.get('level > 1'));
    expect(cache.size).toBe(1);
  });

  it('drops the least recently used text', () => {
    const cache = createConditionCache({ level: 'int' }, { capacity: 2 });
    const first = cache.get('level > 1');
    const second = cache.get('level > 2');
    cache.get('level > 1');
    cache.get('level > 3');
    expect(cache.size).toBe(2);
    expect(cache.get('level > 1')).toBe(first);
    expect(cache.get('level > 2')).not.toBe(second);
  });

  it('keeps no bad text and throws for it each time', () => {
    const cache = createConditionCache({ level: 'int' });
    for (let round = 0; round < 2; round++) expect(() => cache.get('level >')).toThrow(/condition, at/);
    expect(cache.size).toBe(0);
  });

  it('evaluates, and reports an undecided rule once', () => {
    const onMissing = jest.fn();
    const cache = createConditionCache({ level: 'int' }, { onMissing });
    expect(cache.evaluate('level > 1', { level: 2 })).toBe(true);
    cache.evaluate('level > 1', {});
    cache.evaluate('level > 1', {});
    expect(onMissing).toHaveBeenCalledTimes(1);
  });

  it.each([0, -1, 1.5, NaN])('refuses a capacity of %s', (capacity) => {
    expect(() => createConditionCache({}, { capacity })).toThrow(RangeError);
  });
});
