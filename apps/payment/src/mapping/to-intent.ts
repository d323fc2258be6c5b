import { CaptureMode, IntentStatus, type PaymentIntent } from '@bodybroker/contracts-payment';
import type { PaymentIntent as DomainIntent } from '../domain/payment-intent.js';
import { refundedAmount } from '../domain/refund.js';

/** A purchase as the contract says it. */
export function toIntent(intent: DomainIntent): PaymentIntent {
  return {
    intentId: intent.id,
    playerId: intent.account,
    status: IntentStatus[intent.status],
    productId: intent.productId,
    amount: intent.amount,
    currency: intent.currency,
    capture: CaptureMode[intent.capture],
    provider: intent.provider,
    clientSecret: intent.clientSecret,
    paymentMethod: intent.paymentMethod,
    capturedAmount: intent.capturedAmount,
    refundedAmount: refundedAmount(intent),
    ...(intent.lastError === undefined ? {} : { lastError: { ...intent.lastError } }),
    nextActionUrl: intent.nextActionUrl,
    createdMs: BigInt(intent.createdMs),
    updatedMs: BigInt(intent.updatedMs),
    version: BigInt(intent.version),
  };
}
