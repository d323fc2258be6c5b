import {
  EntityRepository,
  jsonCodec,
  type OnceResult,
  type OutboxEvent,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import { EMPTY_CASEBOOK, type Casebook } from '../domain/casebook.js';

/** A player in a world. */
export interface Reader {
  readonly worldId: string;
  readonly playerId: string;
}

/** A casebook as it shall be, and what to tell of it. The same book: nothing is written. */
export interface BookChange {
  readonly book: Casebook;
  readonly events: readonly OutboxEvent[];
}

/** What each player has seen, found and solved. Written in one step with what is told of it. */
export class Casebooks {
  readonly #books: EntityRepository<Casebook>;

  constructor(store: Store, random: () => number) {
    this.#books = new EntityRepository(store, 'casebook', { ...jsonCodec<Casebook>(), random });
  }

  async read(reader: Reader): Promise<Casebook> {
    return (await this.#books.get(idOf(reader)))?.value ?? EMPTY_CASEBOOK;
  }

  /** Changes a book; `change` may run several times. Answers what it was before and is now. */
  async change(
    reader: Reader,
    change: (book: Casebook) => BookChange,
  ): Promise<{ readonly before: Casebook; readonly after: Casebook }> {
    const found = await this.read(reader);
    // Looking around a second time writes nothing, so it costs no write.
    if (change(found).book === found) return { before: found, after: found };
    let before = found;
    const written = await this.#books.upsert(idOf(reader), (current) => {
      before = current?.value ?? EMPTY_CASEBOOK;
      const { book, events } = change(before);
      return { value: book, events };
    });
    return { before, after: written.value };
  }

  /** Like change, once for each receipt. */
  changeOnce(
    reader: Reader,
    receipt: ReceiptRef,
    change: (book: Casebook) => BookChange & { readonly response: Uint8Array },
  ): Promise<OnceResult<Casebook>> {
    return this.#books.upsertOnce(idOf(reader), receipt, (current) => {
      const { book, events, response } = change(current?.value ?? EMPTY_CASEBOOK);
      return { value: book, events, response };
    });
  }
}

const idOf = ({ worldId, playerId }: Reader): string => `${worldId}/${playerId}`;
