import type { CallMark } from '../domain/ledger-record.js';
import {
  attachProvider,
  intentDraft,
  newIntent,
  type IntentOrder,
  type PaymentIntent,
} from '../domain/payment-intent.js';
import type { Deps } from '../deps.js';
import type { Posted } from '../ledger/answered-before.js';
import { accountOfIntent, existing, postedIntent } from './posted-intent.js';

type Call = Pick<CallMark, 'mark' | 'fingerprint'>;

/** Begins a purchase: first in the ledger, then at the provider. A repeat goes on where the first call stopped. */
export async function openIntent(deps: Deps, account: string, order: IntentOrder, call: Call): Promise<Posted> {
  const begun = await deps.accounts.post(account, {
    call,
    keeps: 'begun',
    decide: ({ wallet, nowMs }) => newIntent(wallet, order, nowMs),
  });
  if (begun.status === 'replayed') return begun;
  return introduceIntent(deps, postedIntent(begun, ''), call);
}

/**
 * Tells the provider of an intent it does not know.
 * @throws DomainError UNAVAILABLE PROVIDER_UNAVAILABLE
 */
export async function introduceIntent(
  { accounts, provider }: Pick<Deps, 'accounts' | 'provider'>,
  opened: PaymentIntent,
  call?: Call,
): Promise<Posted> {
  const known = await provider.create(opened);
  return accounts.post(accountOfIntent(opened.id), {
    intentId: opened.id,
    ...(call === undefined ? {} : { call, ends: 'begun-call' }),
    decide: ({ intent, nowMs }) => {
      const present = existing(intent, opened.id);
      if (present.reference === undefined) return attachProvider(present, known, nowMs);
      return call && intentDraft(present, {}, nowMs);
    },
  });
}
