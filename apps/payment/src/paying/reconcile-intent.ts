import type { Deps } from '../deps.js';
import { introduceIntent } from './open-intent.js';
import { currentIntent } from './posted-intent.js';
import { completeRefund } from './refund-intent.js';
import { settleIntent } from './settle-intent.js';

/**
 * Finds out from the provider what a lost answer, or a crash, has left open.
 * @throws DomainError UNAVAILABLE PROVIDER_UNAVAILABLE
 */
export async function reconcileIntent(deps: Deps, intentId: string): Promise<void> {
  const intent = await currentIntent(deps, intentId);
  if (intent.provider !== deps.provider.name) return;
  if (intent.reference === undefined && intent.status !== 'CANCELLED') await introduceIntent(deps, intent);
  if (intent.status === 'PROCESSING') {
    const outcome = await deps.provider.retrieve(intent);
    await settleIntent(deps, intentId, { outcome, attempt: intent.attempt });
  }
  for (const refund of intent.refunds) {
    if (refund.status === 'PENDING') await completeRefund(deps, { intent, refund });
  }
}
