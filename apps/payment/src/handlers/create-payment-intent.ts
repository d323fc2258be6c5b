import { CaptureMode, CreatePaymentIntentRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { enumName } from '@bodybroker/service-kit';
import { intentAnswer } from '../mapping/answer.js';
import { callOf } from '../mapping/call-of.js';
import { accountOf } from '../mapping/to-order.js';
import { openIntent } from '../paying/open-intent.js';

/** Begins a purchase, once for a key. */
export const createPaymentIntent =
  (deps: Deps): Handler<IPaymentService, 'createPaymentIntent'> =>
  async (request, context) => {
    const { productId, amount, currency, capture } = request;
    await deps.limits.count(context.actor);
    const product = productId === undefined ? undefined : deps.products.get(productId);
    if (productId !== undefined && product === undefined) throw notFound('product', productId);
    const order = {
      product,
      amount,
      currency,
      capture:
        capture === CaptureMode.UNSPECIFIED
          ? 'AUTOMATIC'
          : enumName(CaptureMode, capture, ['AUTOMATIC', 'MANUAL'], 'capture'),
      provider: deps.provider.name,
    };
    const call = callOf(context, CreatePaymentIntentRequest.toBinary(request));
    return intentAnswer(await openIntent(deps, accountOf(request), order, call), context);
  };
