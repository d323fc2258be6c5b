import { LruMap } from './lru-map.js';

describe('LruMap', () => {
  it('keeps what is used, and drops the rest when it is full', () => {
    const map = new LruMap<number, string>(4);
    map.set(0, 'used');
    for (let key = 1; key < 100; key += 1) {
      map.set(key, 'once');
      expect(map.get(0)).toBe('used');
    }
    expect(Array.from({ length: 100 }, (_, key) => map.get(key)).filter((value) => value === 'once')).toHaveLength(2);
  });

  it('holds the newest half, whatever is asked for', () => {
    const map = new LruMap<number, number>(10);
    for (let key = 0; key < 1000; key += 1) {
      map.set(key, key);
      for (let newest = Math.max(0, key - 4); newest <= key; newest += 1) expect(map.get(newest)).toBe(newest);
    }
  });

  it('has one value for a key, and none that was deleted', () => {
    const map = new LruMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 1);
    map.set('a', 2);
    expect(map.get('a')).toBe(2);
    map.delete('a');
    map.delete('b');
    expect([map.get('a'), map.get('b')]).toEqual([undefined, undefined]);
  });
});
