import { jsonCodec, type LogAppend, type Store } from '@bodybroker/storage';
import { loreShard } from './lore-shard.js';

/** What was written, for the replicas to look at. */
export type LoreChange =
  | { readonly kind: 'document'; readonly collection: string; readonly id: string }
  /** Made, changed, deleted, or to be indexed anew. */
  | { readonly kind: 'collection'; readonly id: string };

const LOG = 'changes';
/** Changes that are kept. A replica that missed more reads everything. */
const MAX_ENTRIES = 20_000;
const PAGE = 200;

const changes = jsonCodec<LoreChange>();

/** The appends of changes, for the commit that makes them. */
export function logged(...made: readonly LoreChange[]): readonly LogAppend[] {
  return made.map((change) => ({ log: LOG, bytes: changes.encode(change), maxEntries: MAX_ENTRIES }));
}

/** The changes of everything that is searched, in one order: what each replica follows to keep its index. */
export class ChangeLog {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The number of the last change; 0 before the first. */
  async last(): Promise<bigint> {
    const [newest] = await loreShard(this.#store).log(LOG, { limit: 1 });
    return newest?.sequence ?? 0n;
  }

  /**
   * The changes after a number, oldest first, and the number of the last one; `lost` when they are not kept any more, or when
   * the log began anew.
   */
  async after(sequence: bigint): Promise<{ readonly changes: readonly LoreChange[]; readonly last: bigint } | 'lost'> {
    const last = await this.last();
    if (last === sequence) return { changes: [], last };
    if (last < sequence) return 'lost';
    const found: LoreChange[] = [];
    let before = last + 1n;
    while (before > sequence + 1n) {
      const page = await loreShard(this.#store).log(LOG, { before, limit: PAGE });
      const newer = page.filter((entry) => entry.sequence > sequence);
      found.push(...newer.map(({ bytes }) => changes.decode(bytes)));
      const oldest = page.at(-1);
      if (oldest === undefined) return 'lost';
      before = oldest.sequence;
    }
    return { changes: found.reverse(), last };
  }
}
