import { shardOf } from './shard-of.js';

describe('shardOf', () => {
  // The layout of stored data: a change here loses every key.
  it.each([
    ['', 0],
    ['player_7', 50],
    ['main', 36],
    ['é', 62],
  ])('puts %p into a shard that never changes', (id, shard) => {
    expect(shardOf(id)).toBe(shard);
  });

  it('spreads ids evenly', () => {
    const counts = new Array<number>(64).fill(0);
    for (let n = 0; n < 64_000; n += 1) {
      const shard = shardOf(`plr_${n}`);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1200);
  });
});
