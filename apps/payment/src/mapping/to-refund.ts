import { RefundStatus, type Refund } from '@bodybroker/contracts-payment';
import type { PaymentIntent } from '../domain/payment-intent.js';
import type { Refund as DomainRefund } from '../domain/refund.js';
import { toMoney } from './to-money.js';

/** A refund as the contract says it. */
export function toRefund(intent: PaymentIntent, refund: DomainRefund): Refund {
  return {
    refundId: refund.id,
    intentId: intent.id,
    playerId: intent.account,
    amount: refund.amount,
    currency: intent.currency,
    reason: refund.reason,
    status: RefundStatus[refund.status],
    takenBack: refund.taken.map(toMoney),
    createdMs: BigInt(refund.createdMs),
  };
}
