import { ReleaseHoldRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import { invalidArgument } from '@bodybroker/domain';
import { formatActor, type Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { release, releaseCall } from '../ledger/release.js';
import { releaseAnswer } from '../mapping/answer.js';
import { callMark, callOf } from '../mapping/call-of.js';
import { placeOfId } from '../mapping/own-record.js';
import { accountOf } from '../mapping/to-order.js';

/** Gives back what a hold, or the hold of a call whose answer nobody got, still has; one that has nothing answers as it is. */
export const releaseHold =
  (deps: Deps): Handler<IPaymentService, 'releaseHold'> =>
  async (request, context) => {
    const { holdId, original } = request;
    const call = callOf(context, ReleaseHoldRequest.toBinary(request));
    if (original === undefined) {
      return releaseAnswer(await release(deps, placeOfId('hld', holdId).account, holdId, call), context);
    }
    if (holdId !== '-') throw invalidArgument('hold_id', 'must be - where the original call is named');
    const originalMark = callMark(formatActor(context.actor), 'HoldFunds', original.idempotencyKey);
    return releaseAnswer(await releaseCall(deps, accountOf(original), originalMark, call), context);
  };
