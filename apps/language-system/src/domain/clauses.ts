/** Words that join clauses. */
export const JOINING: ReadonlySet<string> = new Set(
  'and or but if that who which what when where because until while since though before after than so'.split(' '),
);

/** A run of items: a clause, or what stands between two. */
export interface ClauseRun<Item> {
  readonly isClause: boolean;
  readonly items: readonly Item[];
}

/** Cuts items into clauses and what stands between them; in order they are all the items again. */
export function clausesOf<Item>(
  items: readonly Item[],
  isBoundary: (item: Item) => boolean,
): readonly ClauseRun<Item>[] {
  const runs: { isClause: boolean; items: Item[] }[] = [];
  for (const item of items) {
    const isClause = !isBoundary(item);
    const last = runs.at(-1);
    if (last === undefined || last.isClause !== isClause) runs.push({ isClause, items: [item] });
    else last.items.push(item);
  }
  return runs;
}
