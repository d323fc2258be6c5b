import { TransferFundsRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkAccount } from '../domain/account.js';
import { transfer, transferAccount } from '../domain/move-money.js';
import { checkOpen } from '../domain/wallet.js';
import { entryAnswer } from '../mapping/answer.js';
import { callOf } from '../mapping/call-of.js';
import { toOrder } from '../mapping/to-order.js';

/** Moves money from one account to another, once for a key. */
export const transferFunds =
  ({ accounts, deliveries }: Deps): Handler<IPaymentService, 'transferFunds'> =>
  async (request, context) => {
    const from = checkAccount(request.fromAccount, 'from_account');
    const to = checkAccount(request.toAccount, 'to_account');
    const order = { ...toOrder(request), from, to };
    const account = transferAccount(order);
    const payee = await accounts.wallet(to);
    const posted = await accounts.post(account, {
      call: callOf(context, TransferFundsRequest.toBinary(request)),
      decide: ({ wallet }) => {
        checkOpen(payee);
        return transfer(wallet, order);
      },
    });
    if (posted.status !== 'unchanged') await deliveries.send(posted.stored);
    return entryAnswer(posted, context);
  };
