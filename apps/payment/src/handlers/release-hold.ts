import { ReleaseHoldRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { releaseHold as release } from '../domain/hold.js';
import { existingHold } from '../ledger/own-holds.js';
import { holdAnswer } from '../mapping/answer.js';
import { callOf } from '../mapping/call-of.js';
import { placeOfId } from '../mapping/own-record.js';

/** Gives back what a hold still has; one that has nothing answers as it is. */
export const releaseHold =
  ({ accounts }: Deps): Handler<IPaymentService, 'releaseHold'> =>
  async (request, context) => {
    const { holdId } = request;
    const posted = await accounts.post(placeOfId('hld', holdId).account, {
      call: callOf(context, ReleaseHoldRequest.toBinary(request)),
      holdId,
      decide: ({ hold }) => release(existingHold(hold, holdId), 'RELEASED'),
    });
    return holdAnswer(posted, context);
  };
