import { DomainError } from '@bodybroker/domain';
import type { CallMark } from '../domain/ledger-record.js';
import { beginConfirm } from '../domain/payment-intent.js';
import type { Deps } from '../deps.js';
import type { Posted } from '../ledger/answered-before.js';
import { askProvider } from './ask-provider.js';
import { accountOfIntent, currentIntent, existing, postedIntent } from './posted-intent.js';
import { settleIntent } from './settle-intent.js';

/**
 * Pays. That the provider is asked is written before it is, so that whatever happens then is found out; a repeat asks the provider
 * for the same attempt again, which it makes once.
 */
export async function confirmIntent(
  deps: Deps,
  intentId: string,
  paymentMethod: string,
  call: Pick<CallMark, 'mark' | 'fingerprint'>,
): Promise<Posted> {
  const begun = await deps.accounts.post(accountOfIntent(intentId), {
    call,
    keeps: 'begun',
    intentId,
    decide: ({ wallet, intent, nowMs }) => {
      const present = existing(intent, intentId);
      if (present.reference === undefined) {
        throw new DomainError('UNAVAILABLE', 'PROVIDER_UNAVAILABLE', 'the provider does not know the intent yet');
      }
      return beginConfirm(wallet, present, paymentMethod, nowMs);
    },
  });
  if (begun.status === 'replayed') return begun;
  const asked = postedIntent(begun, intentId);
  const present = begun.status === 'begun' ? await currentIntent(deps, intentId) : asked;
  const isUnderWay = present.status === 'PROCESSING' && present.attempt === asked.attempt;
  const outcome = isUnderWay
    ? await askProvider(() => deps.provider.confirm(asked))
    : ({ status: 'processing' } as const);
  return settleIntent(deps, intentId, { outcome, attempt: asked.attempt, call });
}
