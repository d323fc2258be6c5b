import {
  ChangeKind,
  type StateEntry as StateEntryMessage,
  type StateMeta,
  type StateRevision,
} from '@bodybroker/contracts-state-manager';
import { notFound } from '@bodybroker/domain';
import { fromJsonObject } from '@bodybroker/service-kit';
import type { Revision } from '../domain/revision.js';
import { stateName, type StateId } from '../domain/state-id.js';
import type { StateEntry } from '../domain/state-entry.js';
import type { StoredState } from '../storage/state-repository.js';

/** The message of an entry that is there. @throws DomainError NOT_FOUND STATE_NOT_FOUND when it is not */
export function entryMessage(state: StoredState): StateEntryMessage {
  return { ...metaMessage(state), value: fromJsonObject(present(state).value) };
}

/** Like entryMessage, without the value. */
export function metaMessage(state: StoredState): StateMeta {
  const entry = present(state);
  return {
    ...state.id,
    version: state.version,
    permissionRead: entry.permissionRead,
    permissionWrite: entry.permissionWrite,
    createdMs: BigInt(entry.createdMs),
    updatedMs: BigInt(state.updatedMs),
    ...(entry.expiresMs === undefined ? {} : { expiresMs: BigInt(entry.expiresMs) }),
  };
}

export function revisionMessage({ version, entry, changedMs }: Revision): StateRevision {
  return {
    version,
    kind: entry === undefined ? ChangeKind.DELETE : ChangeKind.PUT,
    changedMs: BigInt(changedMs),
    ...(entry === undefined ? {} : { value: fromJsonObject(entry.value) }),
  };
}

function present(state: StoredState): StateEntry {
  if (state.entry === undefined) throw notFound('state', stateName(state.id));
  return state.entry;
}

/** What is left to say of a deleted entry: its name, and the version of the deletion. */
export function deletedEntryMessage(id: StateId, version: bigint): StateEntryMessage {
  return { ...id, version, permissionRead: 0, permissionWrite: 0, createdMs: 0n, updatedMs: 0n };
}
