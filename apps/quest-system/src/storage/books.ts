import {
  type Entity,
  EntityRepository,
  jsonCodec,
  type OnceResult,
  type Put,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import type { EntityChange } from '@bodybroker/storage';
import { EMPTY_BOOK, type PlayerBook } from '../domain/player-book.js';

const KIND = 'book';
const codec = jsonCodec<PlayerBook>();

/** A player's book and the version it was read at; 0 when nothing was written yet. */
export interface ReadBook {
  readonly book: PlayerBook;
  readonly version: bigint;
}

/** The books of all players, each in its player's shard. */
export class Books {
  readonly #books: EntityRepository<PlayerBook>;

  constructor(store: Store, random: () => number) {
    this.#books = new EntityRepository(store, KIND, { ...codec, random });
  }

  async read(playerId: string): Promise<ReadBook> {
    const entity = await this.#books.get(playerId);
    return { book: entity?.value ?? EMPTY_BOOK, version: entity?.version ?? 0n };
  }

  /** The write that goes into the commit of a quest; none when the book stays as it is. */
  putOf(playerId: string, before: ReadBook, book: PlayerBook): readonly Put[] {
    if (book === before.book) return [];
    return [{ kind: KIND, id: playerId, bytes: codec.encode(book), expectedVersion: before.version }];
  }

  /** Changes a book by itself. */
  change(playerId: string, change: (book: PlayerBook) => PlayerBook): Promise<Entity<PlayerBook>> {
    return this.#books.upsert(playerId, (current) => ({ value: change(current?.value ?? EMPTY_BOOK) }));
  }

  /** Changes a book and what goes with it, once for each receipt. */
  changeOnce(
    playerId: string,
    receipt: ReceiptRef,
    change: (book: PlayerBook) => Promise<EntityChange<PlayerBook> & { readonly response: Uint8Array }>,
  ): Promise<OnceResult<PlayerBook>> {
    return this.#books.upsertOnce(playerId, receipt, (current) => change(current?.value ?? EMPTY_BOOK));
  }
}
