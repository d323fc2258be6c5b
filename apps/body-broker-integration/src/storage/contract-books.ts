import { KeyedMutex } from '@bodybroker/domain';
import {
  type Entity,
  EntityRepository,
  jsonCodec,
  type OnceResult,
  type OutboxEvent,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import type { Contract } from '../domain/contract.js';
import { assertContractRoom, type Contracts } from './contracts.js';
import { putOf } from './put-of.js';

/** The book of a broker: what clients offered on which day. Every new contract writes its next version, so that none is one too many. */
interface ContractBook {
  /** The last game day offers were made on, by world. */
  readonly offeredDays: Readonly<Record<string, number>>;
}

/** A contract to be written, and what tells of it. */
export interface NewContractEntry {
  readonly id: string;
  readonly contract: Contract;
  readonly events: readonly OutboxEvent[];
}

const EMPTY_BOOK: ContractBook = { offeredDays: {} };

/** Makes contracts; their number is kept within its limit. */
export class ContractBooks {
  readonly #contracts: Contracts;
  readonly #books: EntityRepository<ContractBook>;
  readonly #turns = new KeyedMutex();

  constructor(store: Store, contracts: Contracts, random: () => number) {
    this.#contracts = contracts;
    this.#books = new EntityRepository(store, 'contract-book', { ...jsonCodec<ContractBook>(), random });
  }

  /**
   * Makes a contract, once for each receipt if there is one. Answers `response`, or what an earlier call with the same receipt answered.
   * @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_CONTRACTS
   */
  add(
    entry: NewContractEntry,
    response: Uint8Array,
    receipt: ReceiptRef | undefined,
  ): Promise<Pick<OnceResult<unknown>, 'status' | 'response'>> {
    const { playerId } = entry.contract;
    const adding = async (current: Entity<ContractBook> | undefined) => {
      assertContractRoom(await this.#contracts.countLive(playerId));
      return { value: current?.value ?? EMPTY_BOOK, ...this.#writing([entry]), response };
    };
    return this.#turns.run(playerId, async () => {
      if (receipt !== undefined) return this.#books.upsertOnce(playerId, receipt, adding);
      await this.#books.upsert(playerId, adding);
      return { status: 'written', response };
    });
  }

  /** Makes the offers of a game day, unless they were made, or the broker has work enough. */
  async offer(
    playerId: string,
    day: { readonly worldId: string; readonly number: number; readonly enough: number },
    entries: readonly NewContractEntry[],
  ): Promise<void> {
    const { worldId, number, enough } = day;
    const isMade = (book: ContractBook | undefined): boolean => (book?.offeredDays[worldId] ?? -1) >= number;
    if (isMade((await this.#books.get(playerId))?.value)) return;
    await this.#books.upsert(playerId, async (current) => {
      const book = current?.value ?? EMPTY_BOOK;
      if (isMade(book)) return { value: book };
      const room = Math.max(0, enough - (await this.#contracts.countLive(playerId)));
      const value = { offeredDays: { ...book.offeredDays, [worldId]: number } };
      return { value, ...this.#writing(entries.slice(0, room)) };
    });
  }

  #writing(entries: readonly NewContractEntry[]) {
    return {
      puts: entries.map(({ id, contract }) => putOf('contract', id, contract, undefined)),
      indexes: entries.flatMap(({ id, contract }) => this.#contracts.making(id, contract).indexes),
      events: entries.flatMap(({ events }) => events),
    };
  }
}
