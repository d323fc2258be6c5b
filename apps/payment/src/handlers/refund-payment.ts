import { RefundPaymentRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { markReplay } from '@bodybroker/service-kit';
import { checkAmount } from '../domain/amount.js';
import { callOf } from '../mapping/call-of.js';
import { ownAccount } from '../mapping/own-record.js';
import { toRefund } from '../mapping/to-refund.js';
import { refundIntent } from '../paying/refund-intent.js';

/** Gives real money back, once for a key. */
export const refundPayment =
  (deps: Deps): Handler<IPaymentService, 'refundPayment'> =>
  async (request, context) => {
    const { intentId, reason } = request;
    ownAccount('pi', intentId, context.actor);
    await deps.limits.count(context.actor);
    const amount = request.amount === undefined ? undefined : checkAmount(request.amount);
    const asker = context.actor.kind === 'player' ? 'player' : 'trusted';
    const call = callOf(context, RefundPaymentRequest.toBinary(request));
    const { intent, refund, isReplay } = await refundIntent(deps, intentId, { amount, reason, asker }, call);
    if (isReplay) markReplay(context);
    return toRefund(intent, refund);
  };
