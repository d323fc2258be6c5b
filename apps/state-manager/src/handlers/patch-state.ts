import type { StateHandler, StateManagerDeps } from '../deps.js';
import { callerOf } from '../mapping/caller-of.js';
import { entryMessage } from '../mapping/entries.js';
import { idOf } from '../mapping/id-of.js';
import { patchOperation } from '../mapping/operations.js';
import { changeOne } from './change-one.js';

export function patchState({ states }: StateManagerDeps): StateHandler<'patchState'> {
  return async (request, context) =>
    entryMessage(
      await changeOne(states, idOf(request), patchOperation(request), {
        caller: callerOf(context),
        expectedVersion: request.expectedVersion,
        signal: context.signal,
      }),
    );
}
