import { intentState, type PaymentIntent } from '../domain/payment-intent.js';
import type { Deps } from '../deps.js';
import { currentIntent, postedIntent } from './posted-intent.js';
import { settleIntent } from './settle-intent.js';

/**
 * Gives a purchase up, at the provider first: what was paid there meanwhile is not cancelled.
 * @throws DomainError FAILED_PRECONDITION INTENT_STATE; UNAVAILABLE PROVIDER_UNAVAILABLE
 */
export async function cancelIntent(deps: Deps, intentId: string): Promise<PaymentIntent> {
  const intent = await currentIntent(deps, intentId);
  if (intent.status === 'CANCELLED') return intent;
  if (intent.status === 'SUCCEEDED') throw intentState(intent);
  const outcome =
    intent.reference === undefined ? ({ status: 'cancelled' } as const) : await deps.provider.cancel(intent);
  const settled = postedIntent(await settleIntent(deps, intentId, { outcome }), intentId);
  if (settled.status !== 'CANCELLED') throw intentState(settled);
  return settled;
}
