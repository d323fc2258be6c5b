import type { CallMark } from '../domain/ledger-record.js';
import { intentDraft, type PaymentIntent } from '../domain/payment-intent.js';
import { applyOutcome, type ProviderOutcome } from '../domain/provider-outcome.js';
import type { Deps } from '../deps.js';
import type { Posted } from '../ledger/answered-before.js';
import { accountOfIntent, existing } from './posted-intent.js';

export interface Settlement {
  readonly outcome: ProviderOutcome;
  /** The attempt it is the answer to: it says nothing of a later one. Absent: how the intent stands now. */
  readonly attempt?: number;
  /** The call that this answers. */
  readonly call?: Pick<CallMark, 'mark' | 'fingerprint'>;
}

/** Writes what a provider said of an intent, and what follows from it; the same word twice changes nothing. */
export function settleIntent(
  { accounts }: Pick<Deps, 'accounts'>,
  intentId: string,
  { outcome, attempt, call }: Settlement,
): Promise<Posted> {
  return accounts.post(accountOfIntent(intentId), {
    intentId,
    ...(call === undefined ? {} : { call, ends: 'begun-call' }),
    decide: ({ intent, nowMs }) => {
      const present: PaymentIntent = existing(intent, intentId);
      const isOfNow = attempt === undefined || attempt === present.attempt;
      const draft = isOfNow ? applyOutcome(present, outcome, nowMs) : undefined;
      return draft ?? (call && intentDraft(present, {}, nowMs));
    },
  });
}
