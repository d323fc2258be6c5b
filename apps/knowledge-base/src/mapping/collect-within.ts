/** The first items that are together within a size, at least one when there is any. */
export function collectWithin<Item>(
  items: readonly Item[],
  sizeBytes: number,
  sizeOf: (item: Item) => number,
): readonly Item[] {
  const taken: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    bytes += sizeOf(item);
    if (bytes > sizeBytes && taken.length > 0) break;
    taken.push(item);
  }
  return taken;
}
