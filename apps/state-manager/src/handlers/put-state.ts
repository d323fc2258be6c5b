import type { StateHandler, StateManagerDeps } from '../deps.js';
import { callerOf } from '../mapping/caller-of.js';
import { metaMessage } from '../mapping/entries.js';
import { idOf } from '../mapping/id-of.js';
import { putOperation } from '../mapping/operations.js';
import { changeOne } from './change-one.js';

export function putState({ states }: StateManagerDeps): StateHandler<'putState'> {
  return async (request, context) =>
    metaMessage(
      await changeOne(states, idOf(request), putOperation(request), {
        caller: callerOf(context),
        expectedVersion: request.expectedVersion,
        signal: context.signal,
      }),
    );
}
