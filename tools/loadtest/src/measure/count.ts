/** One more of a kind. */
export function count(counts: Map<string, number>, kind: string, more = 1): void {
  counts.set(kind, (counts.get(kind) ?? 0) + more);
}

/** The most frequent first. */
export function byFrequency(counts: ReadonlyMap<string, number>): readonly (readonly [kind: string, times: number])[] {
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
