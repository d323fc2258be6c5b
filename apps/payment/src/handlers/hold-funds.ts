import { HoldFundsRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { placeHold } from '../domain/hold.js';
import { holdAnswer } from '../mapping/answer.js';
import { callOf } from '../mapping/call-of.js';
import { accountOf, toOrder } from '../mapping/to-order.js';

/** Sets money of an account aside, once for a key. */
export const holdFunds =
  ({ accounts }: Deps): Handler<IPaymentService, 'holdFunds'> =>
  async (request, context) => {
    const expiresMs = request.expiresMs === undefined ? undefined : Number(request.expiresMs);
    const order = { ...toOrder(request), expiresMs };
    const posted = await accounts.post(accountOf(request), {
      call: callOf(context, HoldFundsRequest.toBinary(request)),
      decide: ({ wallet, nowMs }) => placeHold(wallet, order, nowMs),
    });
    return holdAnswer(posted, context);
  };
