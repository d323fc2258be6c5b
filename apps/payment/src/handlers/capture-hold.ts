import { CaptureHoldRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkAccount } from '../domain/account.js';
import { checkAmount } from '../domain/amount.js';
import { captureHold as capture } from '../domain/hold.js';
import { existingHold } from '../ledger/own-holds.js';
import { holdAnswer } from '../mapping/answer.js';
import { callOf } from '../mapping/call-of.js';
import { placeOfId } from '../mapping/own-record.js';

/** Takes all or part of what a hold has set aside, once. */
export const captureHold =
  ({ accounts, deliveries }: Deps): Handler<IPaymentService, 'captureHold'> =>
  async (request, context) => {
    const { holdId } = request;
    const toAccount = checkAccount(request.toAccount, 'to_account');
    const amount = request.amount === undefined ? undefined : checkAmount(request.amount);
    const posted = await accounts.post(placeOfId('hld', holdId).account, {
      call: callOf(context, CaptureHoldRequest.toBinary(request)),
      holdId,
      decide: ({ hold, nowMs }) => capture(existingHold(hold, holdId), amount, toAccount, nowMs),
    });
    if (posted.status !== 'unchanged') await deliveries.send(posted.stored);
    return holdAnswer(posted, context);
  };
