import { ReverseEntryRequest, type IPaymentService } from '@bodybroker/contracts-payment';
import { invalidArgument } from '@bodybroker/domain';
import { formatActor, type Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { reverse, reverseCall } from '../ledger/reverse.js';
import { entryAnswer } from '../mapping/answer.js';
import { callMark, callOf } from '../mapping/call-of.js';
import { placeOfId } from '../mapping/own-record.js';
import { accountOf } from '../mapping/to-order.js';

/** Undoes an entry, or a call whose answer nobody got, once. */
export const reverseEntry =
  (deps: Deps): Handler<IPaymentService, 'reverseEntry'> =>
  async (request, context) => {
    const { entryId, original, reason } = request;
    if (original !== undefined && entryId !== '-') {
      throw invalidArgument('entry_id', 'must be - where the original call is named');
    }
    const call = callOf(context, ReverseEntryRequest.toBinary(request));
    const posted =
      original === undefined
        ? await reverse(deps, placeOfId('ent', entryId), reason, call)
        : await reverseCall(
            deps,
            accountOf(original),
            callMark(formatActor(context.actor), original.method, original.idempotencyKey),
            { reason, call },
          );
    if (posted.status !== 'unchanged') await deps.deliveries.send(posted.stored);
    return entryAnswer(posted, context);
  };
