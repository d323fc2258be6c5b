import type { StateHandler, StateManagerDeps } from '../deps.js';
import { assertMayRead } from '../domain/permissions.js';
import { callerOf } from '../mapping/caller-of.js';
import { entryMessage } from '../mapping/entries.js';
import { idOf } from '../mapping/id-of.js';

export function getState({ states }: StateManagerDeps): StateHandler<'getState'> {
  return async (request, context) => {
    const state = await states.get(idOf(request));
    assertMayRead(callerOf(context), state.id, state.entry);
    return entryMessage(state);
  };
}
