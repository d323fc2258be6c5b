/** The constant of reciprocal rank fusion (Cormack et al. 2009). */
const RANK_OFFSET = 60;

/** One ranking out of several: an item gets 1 / (60 + rank) of each list it is in. Best first. */
export function fuseRanks<Item>(rankings: readonly (readonly Item[])[]): ReadonlyMap<Item, number> {
  const scores = new Map<Item, number>();
  for (const ranking of rankings) {
    ranking.forEach((item, at) => scores.set(item, (scores.get(item) ?? 0) + 1 / (RANK_OFFSET + at + 1)));
  }
  return new Map([...scores].sort(([, a], [, b]) => b - a));
}
