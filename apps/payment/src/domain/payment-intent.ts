import { failedPrecondition, invalidArgument } from '@bodybroker/domain';
import { checkAmount } from './amount.js';
import { realCurrency, type RealCurrency } from './currency.js';
import type { Draft, ProductItem, WalletMoney } from './ledger-record.js';
import { priceOf, type Product } from './product.js';
import { recordId } from './record-id.js';
import type { Refund } from './refund.js';
import { checkOpen, type Wallet } from './wallet.js';

/** Where a purchase stands; Stripe's states of a PaymentIntent. */
export type IntentStatus =
  | 'REQUIRES_PAYMENT_METHOD'
  | 'REQUIRES_CONFIRMATION'
  | 'REQUIRES_ACTION'
  | 'PROCESSING'
  | 'REQUIRES_CAPTURE'
  | 'SUCCEEDED'
  | 'CANCELLED';

export type CaptureMode = 'AUTOMATIC' | 'MANUAL';

/** Why a provider said no. */
export interface Decline {
  readonly code: string;
  readonly message: string;
}

/** A purchase on its way. What it is for is written into it, so that it stays what the payer saw. */
export interface PaymentIntent {
  readonly id: string;
  readonly account: string;
  readonly status: IntentStatus;
  readonly productId: string;
  readonly grants: readonly WalletMoney[];
  readonly items: readonly ProductItem[];
  readonly amount: bigint;
  readonly currency: RealCurrency;
  readonly capture: CaptureMode;
  readonly provider: string;
  /** The provider's id of it; undefined until the provider knows it. */
  readonly reference?: string;
  readonly clientSecret: string;
  readonly paymentMethod: string;
  /** How often it was confirmed: an answer to an earlier attempt is told from one to the last. */
  readonly attempt: number;
  /** Whether the payer has done what REQUIRES_ACTION asked for, by their own word. */
  readonly isActionDone: boolean;
  /** What the provider was asked to capture and has not answered. */
  readonly capturing?: bigint;
  readonly capturedAmount: bigint;
  readonly refunds: readonly Refund[];
  readonly lastError?: Decline;
  readonly nextActionUrl: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly version: number;
}

export interface IntentOrder {
  readonly product: Product | undefined;
  /** Minor units; undefined: the product's price. */
  readonly amount: bigint | undefined;
  readonly currency: string;
  readonly capture: CaptureMode;
  readonly provider: string;
}

/** @throws DomainError INVALID_ARGUMENT; FAILED_PRECONDITION ACCOUNT_FROZEN */
export function newIntent(wallet: Wallet, order: IntentOrder, nowMs: number): Draft {
  checkOpen(wallet);
  const { product, capture, provider } = order;
  const intent: PaymentIntent = {
    id: recordId('pi', { account: wallet.account, number: wallet.number + 1 }),
    account: wallet.account,
    status: 'REQUIRES_PAYMENT_METHOD',
    productId: product?.id ?? '',
    grants: product?.grants ?? [],
    items: product?.items ?? [],
    ...priced(order),
    capture,
    provider,
    clientSecret: '',
    paymentMethod: '',
    attempt: 0,
    isActionDone: false,
    capturedAmount: 0n,
    refunds: [],
    nextActionUrl: '',
    createdMs: nowMs,
    updatedMs: nowMs,
    version: 1,
  };
  return { kind: 'INTENT', legs: [], intent };
}

function priced({ product, amount, currency }: IntentOrder): Pick<PaymentIntent, 'amount' | 'currency'> {
  if (product === undefined) {
    if (amount === undefined) throw invalidArgument('amount', 'is needed without a product_id', 'AMOUNT_REQUIRED');
    return { amount: checkAmount(amount), currency: realCurrency(currency) };
  }
  if (amount !== undefined)
    throw invalidArgument('amount', 'must be absent: the product has its price', 'AMOUNT_FIXED');
  return priceOf(product, currency);
}

/** The provider knows the purchase now. */
export function attachProvider(
  intent: PaymentIntent,
  known: { readonly reference: string; readonly clientSecret: string },
  nowMs: number,
): Draft {
  return intentDraft(intent, known, nowMs);
}

const CONFIRMABLE: readonly IntentStatus[] = ['REQUIRES_PAYMENT_METHOD', 'REQUIRES_CONFIRMATION', 'REQUIRES_ACTION'];

/** @throws DomainError FAILED_PRECONDITION INTENT_STATE, ACCOUNT_FROZEN */
export function beginConfirm(wallet: Wallet, intent: PaymentIntent, paymentMethod: string, nowMs: number): Draft {
  checkOpen(wallet);
  if (!CONFIRMABLE.includes(intent.status)) throw intentState(intent);
  const { lastError: _lastError, ...rest } = intent;
  const change = {
    status: 'PROCESSING',
    paymentMethod,
    attempt: intent.attempt + 1,
    isActionDone: intent.status === 'REQUIRES_ACTION',
    nextActionUrl: '',
  } as const;
  return intentDraft(rest, change, nowMs);
}

/**
 * @param amount undefined: all of it
 * @throws DomainError FAILED_PRECONDITION INTENT_STATE, CAPTURE_EXCEEDS_AMOUNT; INVALID_ARGUMENT
 */
export function beginCapture(intent: PaymentIntent, amount: bigint | undefined, nowMs: number): Draft {
  if (intent.status !== 'REQUIRES_CAPTURE') throw intentState(intent);
  const capturing = amount ?? intent.amount;
  if (capturing > intent.amount) {
    throw failedPrecondition('CAPTURE_EXCEEDS_AMOUNT', `the intent is of ${intent.amount}`, {
      amount: String(intent.amount),
    });
  }
  if (intent.productId !== '' && capturing < intent.amount) {
    throw invalidArgument('amount', 'must be all of it: a product is bought whole', 'PARTIAL_PRODUCT');
  }
  return intentDraft(intent, { status: 'PROCESSING', capturing }, nowMs);
}

export function isPaid({ capturedAmount }: PaymentIntent): boolean {
  return capturedAmount > 0n;
}

/** Whether the provider still has to say something, or to be told of the purchase. */
export function awaitsProvider({ status, reference, refunds }: PaymentIntent): boolean {
  if (status === 'PROCESSING') return true;
  if (reference === undefined && status !== 'CANCELLED') return true;
  return refunds.some((refund) => refund.status === 'PENDING');
}

/** The record of an intent that changes and moves nothing. */
export function intentDraft(intent: PaymentIntent, change: Partial<PaymentIntent>, nowMs: number): Draft {
  return { kind: 'INTENT', legs: [], intent: changedIntent(intent, change, nowMs) };
}

export function changedIntent(intent: PaymentIntent, change: Partial<PaymentIntent>, nowMs: number): PaymentIntent {
  return { ...intent, ...change, updatedMs: nowMs, version: intent.version + 1 };
}

export function intentState({ id, status }: PaymentIntent): Error {
  return failedPrecondition('INTENT_STATE', `payment intent "${id}" is ${status}`, { status });
}
