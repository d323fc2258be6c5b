import { HOUSE, providerAccount } from './account.js';
import type { Draft } from './ledger-record.js';
import { move, type Leg } from './leg.js';
import { changedIntent, intentDraft, type Decline, type IntentStatus, type PaymentIntent } from './payment-intent.js';

/** How a provider says a payment stands. */
export type ProviderOutcome =
  | { readonly status: 'succeeded'; readonly amount: bigint }
  | { readonly status: 'requires_capture' }
  | { readonly status: 'requires_action'; readonly url: string }
  | { readonly status: 'requires_payment_method'; readonly decline: Decline }
  | { readonly status: 'requires_confirmation' }
  /** It has not ended, or nobody knows. */
  | { readonly status: 'processing' }
  | { readonly status: 'cancelled' };

/** What each outcome but success makes of an intent in each state; what is left out changes nothing (it comes too late). */
export const OUTCOMES: Readonly<
  Record<Exclude<ProviderOutcome['status'], 'succeeded'>, Partial<Record<IntentStatus, IntentStatus>>>
> = {
  requires_capture: {
    REQUIRES_PAYMENT_METHOD: 'REQUIRES_CAPTURE',
    REQUIRES_CONFIRMATION: 'REQUIRES_CAPTURE',
    REQUIRES_ACTION: 'REQUIRES_CAPTURE',
    PROCESSING: 'REQUIRES_CAPTURE',
  },
  requires_action: { REQUIRES_CONFIRMATION: 'REQUIRES_ACTION', PROCESSING: 'REQUIRES_ACTION' },
  requires_payment_method: {
    REQUIRES_CONFIRMATION: 'REQUIRES_PAYMENT_METHOD',
    REQUIRES_ACTION: 'REQUIRES_PAYMENT_METHOD',
    PROCESSING: 'REQUIRES_PAYMENT_METHOD',
  },
  requires_confirmation: { PROCESSING: 'REQUIRES_CONFIRMATION' },
  processing: {},
  cancelled: {
    REQUIRES_PAYMENT_METHOD: 'CANCELLED',
    REQUIRES_CONFIRMATION: 'CANCELLED',
    REQUIRES_ACTION: 'CANCELLED',
    PROCESSING: 'CANCELLED',
    REQUIRES_CAPTURE: 'CANCELLED',
  },
};

/** The record of what a provider said; undefined when it changes nothing, however often it says so. */
export function applyOutcome(intent: PaymentIntent, outcome: ProviderOutcome, nowMs: number): Draft | undefined {
  if (outcome.status === 'succeeded') return paid(intent, outcome.amount, nowMs);
  const status = OUTCOMES[outcome.status][intent.status];
  if (status === undefined) return undefined;
  const { capturing: _capturing, ...rest } = intent;
  const nextActionUrl = outcome.status === 'requires_action' ? outcome.url : '';
  if (outcome.status !== 'requires_payment_method') return intentDraft(rest, { status, nextActionUrl }, nowMs);
  return { ...intentDraft(rest, { status, nextActionUrl, lastError: outcome.decline }, nowMs), news: 'DECLINED' };
}

/** The real money is booked whatever the state. What was bought is granted once; a cancelled purchase stays cancelled, to be refunded. */
function paid(intent: PaymentIntent, amount: bigint, nowMs: number): Draft | undefined {
  if (intent.capturedAmount > 0n || intent.status === 'SUCCEEDED') return undefined;
  const { capturing: _capturing, lastError: _lastError, ...rest } = intent;
  const status = intent.status === 'CANCELLED' ? 'CANCELLED' : 'SUCCEEDED';
  const after = changedIntent(rest, { status, capturedAmount: amount, nextActionUrl: '' }, nowMs);
  const real = move(intent.currency, amount, { account: HOUSE.sales }, { account: providerAccount(intent.provider) });
  const granted: readonly Leg[] =
    status === 'CANCELLED'
      ? []
      : intent.grants.flatMap((grant) =>
          move(grant.currency, grant.amount, { account: HOUSE.shop }, { account: intent.account }),
        );
  return {
    kind: granted.length > 0 ? 'PURCHASE' : 'INTENT',
    legs: [...granted, ...real],
    reason: intent.productId,
    reference: intent.id,
    intent: after,
    news: status === 'CANCELLED' ? 'PAID_LATE' : 'PAID',
  };
}
