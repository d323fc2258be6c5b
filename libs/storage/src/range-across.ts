import { compareEntries, DEFAULT_LIMIT } from './index-order.js';
import type { IndexEntry, RangeOptions, Store } from './store.js';

/**
 * A page of an index that is kept in every shard (each entity's entry beside the entity), in one order over all. Asks all 64
 * shards: for lists of people and operators, not for the path of a game request.
 */
export async function rangeAcross(
  store: Store,
  index: string,
  options: RangeOptions = {},
): Promise<readonly IndexEntry[]> {
  const { limit = DEFAULT_LIMIT, order = 'asc' } = options;
  const pages = await Promise.all(store.shards().map((shard) => shard.range(index, options)));
  return pages.flat().sort(compareEntries(order)).slice(0, limit);
}
