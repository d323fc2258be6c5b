import type { StateHandler, StateManagerDeps } from '../deps.js';
import { entryOfVersion, MAX_REVISIONS } from '../domain/revision.js';
import { callerOf } from '../mapping/caller-of.js';
import { entryMessage } from '../mapping/entries.js';
import { idOf } from '../mapping/id-of.js';
import { assertMayWrite } from '../domain/permissions.js';
import { changeOne } from './change-one.js';

export function restoreState({ states, listing }: StateManagerDeps): StateHandler<'restoreState'> {
  return async (request, context) => {
    const id = idOf(request);
    const { expectedVersion, toVersion } = request;
    const caller = callerOf(context);
    assertMayWrite(caller, id, (await states.get(id)).entry);
    const old = entryOfVersion(id, await listing.history(id, { limit: MAX_REVISIONS }), toVersion);
    const operation = { kind: 'restore', old } as const;
    return entryMessage(await changeOne(states, id, operation, { caller, expectedVersion, signal: context.signal }));
  };
}
