import { beginCapture, type PaymentIntent } from '../domain/payment-intent.js';
import type { Deps } from '../deps.js';
import { askProvider } from './ask-provider.js';
import { accountOfIntent, existing, postedIntent } from './posted-intent.js';
import { settleIntent } from './settle-intent.js';

/**
 * Takes the money of an authorised intent. One that was captured so before answers as it is.
 * @param amount undefined: all of it
 */
export async function captureIntent(deps: Deps, intentId: string, amount: bigint | undefined): Promise<PaymentIntent> {
  const begun = await deps.accounts.post(accountOfIntent(intentId), {
    intentId,
    decide: ({ intent, nowMs }) => {
      const present = existing(intent, intentId);
      return isCapturedSo(present, amount) ? undefined : beginCapture(present, amount, nowMs);
    },
  });
  const asked = postedIntent(begun, intentId);
  const { capturing, attempt } = asked;
  if (begun.status === 'unchanged' || capturing === undefined) return asked;
  const outcome = await askProvider(() => deps.provider.capture(asked, capturing));
  return postedIntent(await settleIntent(deps, intentId, { outcome, attempt }), intentId);
}

function isCapturedSo(intent: PaymentIntent, amount: bigint = intent.amount): boolean {
  return intent.status === 'SUCCEEDED' && intent.capture === 'MANUAL' && intent.capturedAmount === amount;
}
