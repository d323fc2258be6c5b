import { DebitWalletRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { debit } from '../domain/move-money.js';
import { entryAnswer } from '../mapping/answer.js';
import { callOf } from '../mapping/call-of.js';
import { accountOf, toOrder } from '../mapping/to-order.js';

/** Takes money from an account for the house, once for a key. */
export const debitWallet =
  ({ accounts }: Deps): Handler<IPaymentService, 'debitWallet'> =>
  async (request, context) => {
    const order = toOrder(request);
    const posted = await accounts.post(accountOf(request), {
      call: callOf(context, DebitWalletRequest.toBinary(request)),
      decide: ({ wallet }) => debit(wallet, order),
    });
    return entryAnswer(posted, context);
  };
