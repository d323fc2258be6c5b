import { type Claim, EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import { dueAt } from './due.js';

/** Something bought whose goods are to be handed over by a workflow. */
export interface Purchase {
  readonly playerId: string;
  /** The payment intent; empty: a store took the money. */
  readonly intentId: string;
  readonly productId: string;
  readonly items: readonly { readonly itemId: string; readonly count: number }[];
}

/** For how long a purchase is remembered after its workflow was started. */
const KEPT_MS = 30 * 86_400_000;

/** Purchases that were told of, until their workflow runs. */
export class Purchases {
  readonly #store: Store;
  readonly #purchases: EntityRepository<Purchase>;

  constructor(store: Store, random: () => number) {
    this.#store = store;
    this.#purchases = new EntityRepository(store, 'purchase', { ...jsonCodec<Purchase>(), random });
  }

  /** Notes a purchase; one that is known already changes nothing. */
  async add(purchaseId: string, purchase: Purchase, nowMs: number): Promise<void> {
    if ((await this.#purchases.get(purchaseId)) !== undefined) return;
    await this.#purchases.upsert(purchaseId, (current) => ({
      value: purchase,
      ttlMs: KEPT_MS,
      indexes: current === undefined ? [dueAt('purchase', purchaseId, nowMs)] : [],
    }));
  }

  async find(purchaseId: string): Promise<Purchase | undefined> {
    return (await this.#purchases.get(purchaseId))?.value;
  }

  /** Its workflow runs. */
  async started(purchaseId: string, claim: Claim): Promise<void> {
    await this.#store.shard(purchaseId).commit({ settle: [claim] });
  }
}
