import type { IndexEntry } from './store.js';
import { compareUtf8 } from './utf8-order.js';

/** How many entries a page has when nothing is said. */
export const DEFAULT_LIMIT = 50;

/** The order of index pages: by score, then by member. */
export function compareEntries(order: 'asc' | 'desc'): (a: IndexEntry, b: IndexEntry) => number {
  const sign = order === 'asc' ? 1 : -1;
  return (a, b) => sign * (a.score - b.score || compareUtf8(a.member, b.member));
}
