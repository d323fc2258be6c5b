import type { WalletCurrency } from './currency.js';
import type { Hold } from './hold.js';
import type { Leg } from './leg.js';
import type { PaymentIntent } from './payment-intent.js';
import type { RecordPlace } from './record-id.js';
import type { Refund } from './refund.js';

/** Why an account's money moved. */
export const ENTRY_KINDS = [
  'CREDIT',
  'DEBIT',
  'TRANSFER_OUT',
  'TRANSFER_IN',
  'HOLD',
  'CAPTURE',
  'RELEASE',
  'REVERSAL',
  'PURCHASE',
  'REFUND',
  'VOID',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Records that are no entry: a step of a purchase, the end of an account, a store transaction that was claimed. */
export type RecordKind = EntryKind | 'INTENT' | 'FREEZE' | 'RECEIPT';

/** The call that a record answers. */
export interface CallMark {
  /** Names caller, method and idempotency key. */
  readonly mark: string;
  /** A hash of the request: the same key with another is refused. */
  readonly fingerprint: string;
  /** `begun`: what a provider says is still to come; a later record of the same mark ends it. */
  readonly state: 'begun' | 'done';
}

/** An amount of what wallets hold. */
export interface WalletMoney {
  readonly currency: WalletCurrency;
  readonly amount: bigint;
}

export interface ProductItem {
  readonly itemId: string;
  readonly count: number;
}

/** What a store sold. */
export interface StorePurchase {
  readonly store: string;
  readonly transactionId: string;
  readonly productId: string;
  readonly grants: readonly WalletMoney[];
  readonly items: readonly ProductItem[];
}

/** What has left (or will never be in) this account and is to arrive in another: a record there completes it. */
export interface Forward {
  readonly account: string;
  readonly moneys: readonly WalletMoney[];
  readonly purchase?: StorePurchase;
}

/** The request that caused a record: events of it carry on the chain. */
export interface Cause {
  readonly requestId: string;
  readonly correlationId: string;
  readonly worldId: string;
}

/** Balances right after a record, of the currency it moved. */
export interface BalanceAfter {
  readonly currency: string;
  readonly available: bigint;
  readonly held: bigint;
}

/** What became of a purchase by a record, for those who wait for it. `PAID_LATE`: after it was cancelled. */
export type PurchaseNews = 'PAID' | 'PAID_LATE' | 'DECLINED' | 'REFUNDED';

/** What a rule decides to write. */
export interface Draft {
  readonly kind: RecordKind;
  /** Add up to 0 in each currency. */
  readonly legs: readonly Leg[];
  readonly reason?: string;
  readonly reference?: string;
  /** As it is after this. */
  readonly hold?: Hold;
  /** As it is after this. */
  readonly intent?: PaymentIntent;
  /** As it is after this. */
  readonly refund?: Refund;
  readonly news?: PurchaseNews;
  readonly forward?: Forward;
  /** What this completes: the record the money came from. */
  readonly origin?: RecordPlace & { readonly purchase?: StorePurchase };
  readonly reverses?: RecordPlace;
  /** Further names under which this record is found: what may happen only once. */
  readonly marks?: readonly string[];
}

/**
 * One message of the ledger: a balanced posting with all that follows from it (holds and intents as they are afterwards), so that
 * everything else can be forgotten and made again.
 */
export interface LedgerRecord extends Draft {
  readonly account: string;
  /** 1, 2, 3… of the account. */
  readonly number: number;
  /** Unix ms. */
  readonly atMs: number;
  readonly after?: BalanceAfter;
  readonly call?: CallMark;
  readonly cause?: Cause;
}
