import { notFound } from '@bodybroker/domain';
import type { PaymentIntent } from '../domain/payment-intent.js';
import { parseRecordId } from '../domain/record-id.js';
import type { Deps } from '../deps.js';
import type { Posted } from '../ledger/answered-before.js';

/** @throws DomainError NOT_FOUND PAYMENT_INTENT_NOT_FOUND */
export function existing(intent: PaymentIntent | undefined, id: string): PaymentIntent {
  if (intent === undefined) throw notFound('payment intent', id);
  return intent;
}

/** The intent as a post has left it. */
export function postedIntent(posted: Posted, id: string): PaymentIntent {
  return existing(posted.status === 'unchanged' ? posted.view.intent : posted.stored.record.intent, id);
}

/** An intent as it is now. @throws DomainError NOT_FOUND PAYMENT_INTENT_NOT_FOUND */
export async function currentIntent({ accounts, projection }: Deps, id: string): Promise<PaymentIntent> {
  return existing(await accounts.seek(accountOfIntent(id), () => projection.intent(id)), id);
}

/** @throws DomainError NOT_FOUND PAYMENT_INTENT_NOT_FOUND */
export function accountOfIntent(id: string): string {
  const place = parseRecordId('pi', id);
  if (place === undefined) throw notFound('payment intent', id);
  return place.account;
}
