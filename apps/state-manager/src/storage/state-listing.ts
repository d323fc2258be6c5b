import type { Store } from '@bodybroker/storage';
import type { Revision } from '../domain/revision.js';
import { parseStateName, stateName, type StateId } from '../domain/state-id.js';
import { historyLog, keysIndex, ownerIndex } from './state-keys.js';
import { decodeRevision, encodeRevision } from './state-records.js';

export interface KeyRange {
  readonly prefix: string;
  /** Start after this key. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A revision and its place in the history, for paging. */
export interface ListedRevision extends Revision {
  readonly sequence: bigint;
}

/** What exists, by name: the indexes and histories beside the states themselves. */
export class StateListing {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Keys of an owner in a namespace, in the order of their bytes. */
  keys(ownerId: string, namespace: string, { prefix, after, limit }: KeyRange): Promise<readonly string[]> {
    return this.#store.shard(ownerId).rangeByName(keysIndex(ownerId, namespace), {
      prefix,
      limit,
      ...(after === undefined ? {} : { after }),
    });
  }

  /** Up to `limit` of all entries of an owner that have a history, deleted ones too. */
  async ofOwner(ownerId: string, limit: number): Promise<readonly StateId[]> {
    const names = await this.#store.shard(ownerId).rangeByName(ownerIndex(ownerId), { limit });
    return names.map(parseStateName);
  }

  /** Revisions of an entry, newest first. */
  async history(
    id: StateId,
    options: { readonly before?: bigint; readonly limit: number },
  ): Promise<readonly ListedRevision[]> {
    const entries = await this.#store.shard(id.ownerId).log(historyLog(id), options);
    return entries.map(({ sequence, bytes }) => ({ ...decodeRevision(bytes), sequence }));
  }

  /** Leaves of the history of a deleted entry only that there was one. */
  async eraseHistory(id: StateId, changedMs: number): Promise<void> {
    const bytes = encodeRevision({ version: 0n, entry: undefined, changedMs });
    await this.#store.shard(id.ownerId).commit({
      logs: [{ log: historyLog(id), bytes, maxEntries: 1 }],
      indexes: [{ op: 'remove', index: ownerIndex(id.ownerId), member: stateName(id) }],
    });
  }
}
