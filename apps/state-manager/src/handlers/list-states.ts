import { readPage } from '@bodybroker/domain';
import type { StateHandler, StateManagerDeps } from '../deps.js';
import { mayRead } from '../domain/permissions.js';
import { NO_OWNER } from '../domain/state-id.js';
import { callerOf } from '../mapping/caller-of.js';
import { entryMessage } from '../mapping/entries.js';
import { ownerOf } from '../mapping/owner-of.js';

export function listStates({ states, listing }: StateManagerDeps): StateHandler<'listStates'> {
  return async (request, context) => {
    const caller = callerOf(context);
    const { namespace, keyPrefix: prefix } = request;
    const ownerId = ownerOf(caller, request.ownerId, NO_OWNER);
    const page = readPage(request, [namespace, ownerId, prefix]);
    const keys = await listing.keys(ownerId, namespace, { prefix, after: page.after, limit: page.size });
    const found = await states.getMany(keys.map((key) => ({ namespace, ownerId, key })));
    const readable = found.filter(({ entry }) => entry && mayRead(caller, ownerId, entry.permissionRead));
    const last = keys.length === page.size ? keys.at(-1) : undefined;
    return { entries: readable.map(entryMessage), nextPageToken: last === undefined ? '' : page.next(last) };
  };
}
