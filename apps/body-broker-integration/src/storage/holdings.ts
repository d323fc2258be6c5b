import { KeyedMutex } from '@bodybroker/domain';
import {
  type Claim,
  type Entity,
  EntityRepository,
  jsonCodec,
  type OnceResult,
  type ReceiptRef,
  type Store,
} from '@bodybroker/storage';
import { CAPACITY, EMPTY_INVENTORY, itemCount, type Inventory } from '../domain/inventory.js';
import { PlayerDraft, partsIndex } from './player-draft.js';
import type { Parts } from './parts.js';
import type { Part } from '../domain/part.js';

/** What a player holds, as one read sees it. */
export interface Holding {
  readonly inventory: Inventory;
  /** 0: nothing ever came in. */
  readonly version: bigint;
  /** Newest first. */
  readonly parts: readonly Entity<Part>[];
}

/** What players hold. Parts, items, grants and reservations of a player change together, in one commit of the player's shard. */
export class Holdings {
  readonly #store: Store;
  readonly #inventories: EntityRepository<Inventory>;
  readonly #parts: Parts;
  readonly #turns = new KeyedMutex();

  constructor(store: Store, parts: Parts, random: () => number) {
    this.#store = store;
    this.#parts = parts;
    this.#inventories = new EntityRepository(store, 'inventory', { ...jsonCodec<Inventory>(), random });
  }

  async read(playerId: string): Promise<Holding> {
    const [inventory, entries] = await Promise.all([
      this.#inventories.get(playerId),
      this.#store.shard(playerId).range(partsIndex(playerId), { limit: 2 * CAPACITY, order: 'desc' }),
    ]);
    const parts = await this.#parts.getMany(
      playerId,
      entries.map(({ member }) => member),
    );
    return {
      inventory: inventory?.value ?? EMPTY_INVENTORY,
      version: inventory?.version ?? 0n,
      parts: parts.filter(({ value }) => value.state === 'HELD'),
    };
  }

  /** Places taken. */
  async used(playerId: string): Promise<number> {
    const [inventory, parts] = await Promise.all([
      this.#inventories.get(playerId),
      this.#store.shard(playerId).count(partsIndex(playerId)),
    ]);
    return parts + itemCount(inventory?.value ?? EMPTY_INVENTORY);
  }

  /** What an earlier request with the same key was answered; undefined when there was none. */
  async answered(playerId: string, receipt: ReceiptRef): Promise<Uint8Array | undefined> {
    const state = await this.#store.shard(playerId).receipt(receipt);
    return state.status === 'done' ? state.response : undefined;
  }

  /** Does what `work` drafts, all or none of it. It may run several times. @throws whatever it throws; VERSION_CONFLICT after 5 lost races */
  async change<T>(
    playerId: string,
    work: (draft: PlayerDraft) => Promise<T>,
    settle: readonly Claim[] = [],
  ): Promise<T> {
    let answer: { readonly value: T } | undefined;
    await this.#turns.run(playerId, () =>
      this.#inventories.upsert(playerId, async (current, version) => {
        const draft = await this.#draft(playerId, current, version);
        answer = { value: await work(draft) };
        return { ...draft.toChange(), settle };
      }),
    );
    if (answer === undefined) throw new Error('a change was committed without being drafted');
    return answer.value;
  }

  /** Like change, once for each receipt. `work` answers the response. */
  changeOnce(
    playerId: string,
    receipt: ReceiptRef,
    work: (draft: PlayerDraft) => Promise<Uint8Array>,
  ): Promise<OnceResult<Inventory>> {
    return this.#turns.run(playerId, () =>
      this.#inventories.upsertOnce(playerId, receipt, async (current, version) => {
        const draft = await this.#draft(playerId, current, version);
        const response = await work(draft);
        return { ...draft.toChange(), response };
      }),
    );
  }

  async #draft(playerId: string, current: Entity<Inventory> | undefined, version: bigint): Promise<PlayerDraft> {
    // Counted after the inventory was read: what came in between would have made another version of it.
    const parts = await this.#store.shard(playerId).count(partsIndex(playerId));
    return new PlayerDraft(this.#store, playerId, { inventory: current?.value ?? EMPTY_INVENTORY, version, parts });
  }
}
