import { DomainError, failedPrecondition } from '@bodybroker/domain';
import { HOUSE, providerAccount } from './account.js';
import type { Draft, WalletMoney } from './ledger-record.js';
import { move } from './leg.js';
import { changedIntent, intentState, isPaid, type PaymentIntent } from './payment-intent.js';
import { recordId } from './record-id.js';

export type RefundStatus = 'PENDING' | 'SUCCEEDED' | 'FAILED';

/** Real money given back. */
export interface Refund {
  readonly id: string;
  readonly amount: bigint;
  readonly reason: string;
  readonly status: RefundStatus;
  /** What was taken out of the wallet for it. */
  readonly taken: readonly WalletMoney[];
  readonly createdMs: number;
}

const MAX_REFUNDS = 20;

/** What was given back or is about to be. */
export function refundedAmount({ refunds }: PaymentIntent): bigint {
  return refunds.reduce((sum, { amount, status }) => (status === 'FAILED' ? sum : sum + amount), 0n);
}

/**
 * Takes what was bought out of the wallet, in proportion and rounded in the player's favour until all is refunded; the provider
 * is to be asked then.
 * @param amount undefined: all that is left
 * @param number of the record to be
 * @throws DomainError FAILED_PRECONDITION INTENT_STATE, REFUND_EXCEEDS_CAPTURED; RESOURCE_EXHAUSTED TOO_MANY_REFUNDS
 */
export function beginRefund(
  intent: PaymentIntent,
  { amount, reason, number, nowMs }: RefundOrder,
): Draft & { readonly refund: Refund } {
  if (!isPaid(intent)) throw intentState(intent);
  const refunded = refundedAmount(intent);
  const left = intent.capturedAmount - refunded;
  const refunding = amount ?? left;
  if (refunding > left || left === 0n) {
    throw failedPrecondition('REFUND_EXCEEDS_CAPTURED', `${left} of ${intent.capturedAmount} is left to refund`, {
      captured: String(intent.capturedAmount),
      left: String(left),
    });
  }
  if (intent.refunds.length >= MAX_REFUNDS) {
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_REFUNDS', `an intent has ${MAX_REFUNDS} refunds at most`, {
      retryable: false,
    });
  }
  const { account } = intent;
  const taken = takenFor(intent, refunded + refunding);
  const refund: Refund = {
    id: recordId('rfd', { account, number }),
    amount: refunding,
    reason,
    status: 'PENDING',
    taken,
    createdMs: nowMs,
  };
  return {
    kind: taken.length > 0 ? 'REFUND' : 'INTENT',
    legs: taken.flatMap((money) => move(money.currency, money.amount, { account }, { account: HOUSE.shop })),
    reason,
    reference: intent.id,
    refund,
    intent: changedIntent(intent, { refunds: [...intent.refunds, refund] }, nowMs),
  };
}

export interface RefundOrder {
  readonly amount: bigint | undefined;
  readonly reason: string;
  readonly number: number;
  readonly nowMs: number;
}

/** What is to be taken so that, `refunded` of the money being back, the same share of the goods is. */
function takenFor(intent: PaymentIntent, refunded: bigint): readonly WalletMoney[] {
  // A cancelled purchase that was paid all the same was never granted.
  if (intent.status !== 'SUCCEEDED') return [];
  return intent.grants.flatMap(({ currency, amount }) => {
    const share = (amount * refunded) / intent.capturedAmount;
    const before = intent.refunds
      .filter(({ status }) => status !== 'FAILED')
      .flatMap(({ taken }) => taken)
      .reduce((sum, each) => (each.currency === currency ? sum + each.amount : sum), 0n);
    return share > before ? [{ currency, amount: share - before }] : [];
  });
}

/** The provider has said how a refund ended; undefined when that is known already. */
export function settleRefund(
  intent: PaymentIntent,
  refundId: string,
  status: Exclude<RefundStatus, 'PENDING'>,
  nowMs: number,
): Draft | undefined {
  const pending = intent.refunds.find(({ id }) => id === refundId);
  if (pending?.status !== 'PENDING') return undefined;
  const refund: Refund = { ...pending, status };
  const { account, currency, provider } = intent;
  const legs =
    status === 'SUCCEEDED'
      ? move(currency, refund.amount, { account: providerAccount(provider) }, { account: HOUSE.sales })
      : refund.taken.flatMap((money) => move(money.currency, money.amount, { account: HOUSE.shop }, { account }));
  return {
    kind: status === 'FAILED' && refund.taken.length > 0 ? 'REFUND' : 'INTENT',
    legs,
    reason: refund.reason,
    reference: intent.id,
    refund,
    ...(status === 'SUCCEEDED' ? { news: 'REFUNDED' as const } : {}),
    intent: changedIntent(
      intent,
      { refunds: intent.refunds.map((each) => (each.id === refundId ? refund : each)) },
      nowMs,
    ),
  };
}
