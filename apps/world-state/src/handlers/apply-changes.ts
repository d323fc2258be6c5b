import { ApplyChangesRequest, ChangesApplied, type IWorldStateService } from '@bodybroker/contracts-world-state';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf, worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { applyEdit } from '../domain/world-edit.js';
import { fromEdit } from '../mapping/from-edit.js';

/** Does up to 64 edits as one revision, or none of them. */
export const applyChanges =
  ({ worlds }: Deps): Handler<IWorldStateService, 'applyChanges'> =>
  async (request, context) => {
    const edits = request.changes.map((edit, index) => fromEdit(edit, `changes[${index}]`));
    const once = await worlds.writeOnce(
      worldOf(request, context),
      receiptOf(context, ApplyChangesRequest.toBinary(request)),
      (draft, { gms }) => {
        for (const edit of edits) applyEdit(draft, edit, gms);
      },
      {
        expectedRevision: request.expectedRevision,
        respond: ({ revision }) => ChangesApplied.toBinary({ revision }),
      },
    );
    if (once.status === 'replayed') markReplay(context);
    return ChangesApplied.fromBinary(once.response);
  };
