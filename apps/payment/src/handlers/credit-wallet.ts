import { CreditWalletRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { credit } from '../domain/move-money.js';
import { entryAnswer } from '../mapping/answer.js';
import { callOf } from '../mapping/call-of.js';
import { accountOf, toOrder } from '../mapping/to-order.js';

/** Gives an account money of the house, once for a key. */
export const creditWallet =
  ({ accounts }: Deps): Handler<IPaymentService, 'creditWallet'> =>
  async (request, context) => {
    const order = toOrder(request);
    const posted = await accounts.post(accountOf(request), {
      call: callOf(context, CreditWalletRequest.toBinary(request)),
      decide: ({ wallet }) => credit(wallet, order),
    });
    return entryAnswer(posted, context);
  };
