import type { Random } from './seeded-random.js';

export interface Weighted {
  /** How often compared with the others; 0: never. */
  readonly weight: number;
}

/**
 * Chooses among things by their weights.
 * @throws Error when none has a weight above 0
 */
export function weightedChoice<T extends Weighted>(things: readonly T[], random: Random): () => T {
  const able = things.filter(({ weight }) => weight > 0);
  const last = able.at(-1);
  if (last === undefined) throw new Error('nothing has a weight above 0');
  const total = able.reduce((sum, { weight }) => sum + weight, 0);
  return () => {
    let rest = random() * total;
    for (const thing of able) {
      rest -= thing.weight;
      if (rest < 0) return thing;
    }
    return last;
  };
}
