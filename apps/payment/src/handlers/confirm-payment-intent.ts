import { ConfirmPaymentIntentRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { intentAnswer } from '../mapping/answer.js';
import { callOf } from '../mapping/call-of.js';
import { ownAccount } from '../mapping/own-record.js';
import { confirmIntent } from '../paying/confirm-intent.js';

/** Pays, once for a key. */
export const confirmPaymentIntent =
  (deps: Deps): Handler<IPaymentService, 'confirmPaymentIntent'> =>
  async (request, context) => {
    const { intentId, paymentMethod } = request;
    ownAccount('pi', intentId, context.actor);
    await deps.limits.count(context.actor);
    const call = callOf(context, ConfirmPaymentIntentRequest.toBinary(request));
    return intentAnswer(await confirmIntent(deps, intentId, paymentMethod, call), context);
  };
