import { DomainError, isDomainError } from '@bodybroker/domain';
import type { CallMark, LedgerRecord } from '../domain/ledger-record.js';
import { intentDraft, type PaymentIntent } from '../domain/payment-intent.js';
import { beginRefund, settleRefund, type Refund } from '../domain/refund.js';
import type { Deps } from '../deps.js';
import type { Posted } from '../ledger/answered-before.js';
import { accountOfIntent, existing } from './posted-intent.js';

type Call = Pick<CallMark, 'mark' | 'fingerprint'>;

export interface RefundWish {
  /** Undefined: all that is left. */
  readonly amount: bigint | undefined;
  readonly reason: string;
  /** Whether whoever asks sees to it that items come back. */
  readonly asker: 'player' | 'trusted';
}

/** A refund together with what it is of. */
export interface RefundedIntent {
  readonly intent: PaymentIntent;
  readonly refund: Refund;
}

/** Gives real money back: what was bought leaves the wallet first, then the provider is asked. */
export async function refundIntent(
  deps: Deps,
  intentId: string,
  wish: RefundWish,
  call: Call,
): Promise<RefundedIntent & { readonly isReplay: boolean }> {
  const { amount, reason, asker } = wish;
  const begun = await deps.accounts.post(accountOfIntent(intentId), {
    call,
    keeps: 'begun',
    intentId,
    decide: ({ wallet, intent, nowMs }) => {
      const present = existing(intent, intentId);
      if (asker === 'player' && present.items.length > 0) {
        throw new DomainError('PERMISSION_DENIED', 'REFUND_BY_SERVICE_ONLY', 'things must come back with the refund');
      }
      return beginRefund(present, { amount, reason, number: wallet.number + 1, nowMs });
    },
  });
  const started = refundedOf(begun, intentId);
  if (begun.status === 'replayed') return { ...started, isReplay: true };
  return { ...(await completeRefund(deps, started, call)), isReplay: false };
}

/** Asks the provider for a refund, which it makes once, and writes what it says. */
export async function completeRefund(
  deps: Pick<Deps, 'accounts' | 'provider'>,
  started: RefundedIntent,
  call?: Call,
): Promise<RefundedIntent> {
  const [intentId, refundId] = [started.intent.id, started.refund.id];
  const status = await ask(deps, started);
  const posted = await deps.accounts.post(accountOfIntent(intentId), {
    intentId,
    ...(call === undefined ? {} : { call, ends: 'begun-call' }),
    decide: ({ intent, nowMs }) => {
      const present = existing(intent, intentId);
      const settled = status === 'PENDING' ? undefined : settleRefund(present, refundId, status, nowMs);
      const refund = present.refunds.find(({ id }) => id === refundId);
      return settled ?? (call && { ...intentDraft(present, {}, nowMs), ...(refund === undefined ? {} : { refund }) });
    },
  });
  return posted.status === 'unchanged' ? presentRefund(posted.view.intent, refundId) : refundedOf(posted, intentId);
}

async function ask(
  { provider }: Pick<Deps, 'provider'>,
  { intent, refund }: RefundedIntent,
): Promise<Refund['status']> {
  if (refund.status !== 'PENDING') return refund.status;
  try {
    return await provider.refund(intent, refund);
  } catch (error) {
    if (isDomainError(error) && error.reason === 'PROVIDER_UNAVAILABLE') return 'PENDING';
    throw error;
  }
}

function refundedOf(posted: Posted, intentId: string): RefundedIntent {
  const record: Partial<LedgerRecord> = posted.status === 'unchanged' ? {} : posted.stored.record;
  if (record.refund === undefined) throw new TypeError(`a record of ${intentId} tells no refund`);
  return { intent: existing(record.intent, intentId), refund: record.refund };
}

function presentRefund(intent: PaymentIntent | undefined, refundId: string): RefundedIntent {
  const refund = intent?.refunds.find(({ id }) => id === refundId);
  if (intent === undefined || refund === undefined) throw new TypeError(`refund ${refundId} is gone`);
  return { intent, refund };
}
