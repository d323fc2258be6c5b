import { ChangeKind, type StateChange } from '@bodybroker/contracts-state-manager';
import type { StateHandler, StateManagerDeps } from '../deps.js';
import { mayRead, type Caller } from '../domain/permissions.js';
import { callerOf } from '../mapping/caller-of.js';
import { deletedEntryMessage, entryMessage } from '../mapping/entries.js';
import { ownerOf } from '../mapping/owner-of.js';
import type { ChangeNote } from '../publishers/change-note.js';
import type { StateRepository } from '../storage/state-repository.js';

export function watchState({ states, feed }: StateManagerDeps): StateHandler<'watchState'> {
  return async function* (request, context) {
    const caller = callerOf(context);
    const { namespace, keyPrefix } = request;
    const ownerId = ownerOf(caller, request.ownerId, '*');
    for await (const item of feed.watch({ namespace, ownerId, keyPrefix }, context.signal)) {
      const change: StateChange | undefined =
        item.kind === 'marker' ? { kind: ChangeKind.SNAPSHOT } : await changeOf(states, item.note, caller);
      if (change !== undefined) yield change;
    }
  };
}

async function changeOf(states: StateRepository, note: ChangeNote, caller: Caller): Promise<StateChange | undefined> {
  const state = await states.get(note.id);
  const { ownerId } = note.id;
  if (state.entry !== undefined) {
    if (!mayRead(caller, ownerId, state.entry.permissionRead)) return undefined;
    return { kind: ChangeKind.PUT, entry: entryMessage(state) };
  }
  if (!mayRead(caller, ownerId, note.permissionRead)) return undefined;
  return { kind: ChangeKind.DELETE, entry: deletedEntryMessage(note.id, note.version) };
}
