import type { StateHandler, StateManagerDeps } from '../deps.js';
import { callerOf } from '../mapping/caller-of.js';
import { idOf } from '../mapping/id-of.js';
import { changeOne } from './change-one.js';

export function deleteState({ states }: StateManagerDeps): StateHandler<'deleteState'> {
  return async (request, context) => {
    const options = { caller: callerOf(context), expectedVersion: request.expectedVersion, signal: context.signal };
    const { version } = await changeOne(states, idOf(request), { kind: 'delete' }, options);
    return { deletedVersion: version };
  };
}
