import type { Shard, Store } from '@bodybroker/storage';

/** The owner of all collections and documents: what is read as a whole is kept, and changes, as a whole. */
export const LORE_OWNER = 'lore';

/** The shard that all collections, documents and relations live in. */
export function loreShard(store: Store): Shard {
  return store.shard(LORE_OWNER);
}
