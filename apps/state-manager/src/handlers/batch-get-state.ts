import type { StateHandler, StateManagerDeps } from '../deps.js';
import { mayRead } from '../domain/permissions.js';
import { callerOf } from '../mapping/caller-of.js';
import { entryMessage } from '../mapping/entries.js';
import { idOf } from '../mapping/id-of.js';

export function batchGetState({ states }: StateManagerDeps): StateHandler<'batchGetState'> {
  return async (request, context) => {
    const caller = callerOf(context);
    const found = await states.getMany(request.ids.map(idOf));
    const { readable = [], missing = [] } = Object.groupBy(found, ({ id, entry }) =>
      entry !== undefined && mayRead(caller, id.ownerId, entry.permissionRead) ? 'readable' : 'missing',
    );
    return { entries: readable.map(entryMessage), missing: missing.map(({ id }) => id) };
  };
}
