import { notFound, readPage } from '@bodybroker/domain';
import type { StateHandler, StateManagerDeps } from '../deps.js';
import { assertMayRead } from '../domain/permissions.js';
import { stateName } from '../domain/state-id.js';
import { callerOf } from '../mapping/caller-of.js';
import { revisionMessage } from '../mapping/entries.js';
import { idOf } from '../mapping/id-of.js';

export function getHistory({ states, listing }: StateManagerDeps): StateHandler<'getHistory'> {
  return async (request, context) => {
    const id = idOf(request);
    const page = readPage(request, [stateName(id)]);
    const { entry } = await states.get(id);
    const before = page.after === undefined ? {} : { before: BigInt(page.after) };
    const revisions = await listing.history(id, { ...before, limit: page.size });
    // Of a deleted entry, its last value says who might read it.
    assertMayRead(callerOf(context), id, entry ?? revisions.find((revision) => revision.entry)?.entry);
    if (entry === undefined && revisions.length === 0 && page.after === undefined)
      throw notFound('state', stateName(id));
    const last = revisions.length === page.size ? revisions.at(-1) : undefined;
    return {
      revisions: revisions.map(revisionMessage),
      nextPageToken: last === undefined ? '' : page.next(String(last.sequence)),
    };
  };
}
