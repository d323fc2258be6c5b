import { createHash } from 'node:crypto';

/**
 * One stateless draw in [0, 1): the same parts give the same number on every replica, after a restart and in a replay.
 * The number is the first 52 bits of sha256 over the parts joined by `|`.
 *
 * @example draw(worldSeed, 'weather', regionId, hour)
 */
export function draw(...parts: readonly (string | number | bigint)[]): number {
  const hash = createHash('sha256').update(parts.join('|')).digest();
  return (hash.readUIntBE(0, 6) * 16 + (hash.readUInt8(6) >>> 4)) / 2 ** 52;
}

/** A generator of draws in [0, 1) for algorithms that take many: splitmix32 (Steele et al. 2014), seeded by {@link draw}. */
export function drawSequence(...parts: readonly (string | number | bigint)[]): () => number {
  let state = Math.floor(draw(...parts) * 2 ** 32) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** The item at the draw's place in a weighted list; weights need not sum to 1. Throws RangeError when none is positive. */
export function pickWeighted<T>(items: readonly { readonly weight: number; readonly value: T }[], u: number): T {
  const total = items.reduce((sum, item) => sum + Math.max(0, item.weight), 0);
  let rest = u * total;
  for (const item of items) {
    rest -= Math.max(0, item.weight);
    if (rest < 0) return item.value;
  }
  throw new RangeError('pickWeighted needs an item with a positive weight');
}
