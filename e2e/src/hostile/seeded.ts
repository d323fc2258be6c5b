import { createHash } from 'node:crypto';

/** A repeatable source of choices: the same seed makes the same ones, whatever ran before. */
export class Seeded {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The next number in [0, 1). */
  next(): number {
    this.#drawn += 1;
    return createHash('sha256').update(`${this.#seed}|${this.#drawn}`).digest().readUInt32BE(0) / 2 ** 32;
  }

  /** One of the items, which must not be none. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.next() * items.length)] ?? items[0];
  }

  /** At most `count` of the items, in an order of its own. */
  sample<Item>(items: readonly Item[], count: number): readonly Item[] {
    return items
      .map((item) => ({ item, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ item }) => item);
  }
}
