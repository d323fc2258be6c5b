import { notFound, versionConflict } from '@bodybroker/domain';
import { increment, type Increment } from './increment.js';
import { applyJsonPatch, type JsonPatchOperation } from './json-patch.js';
import type { JsonObject } from './json-value.js';
import { applyMergePatch } from './merge-patch.js';
import { assertMayRead, assertMayWrite, type Caller } from './permissions.js';
import { putEntry, withValue, type PutRequest, type StateEntry } from './state-entry.js';
import { stateName, type StateId } from './state-id.js';

/** What can be done to one entry. */
export type Operation =
  | { readonly kind: 'put'; readonly request: PutRequest }
  | { readonly kind: 'merge_patch'; readonly patch: JsonObject }
  | { readonly kind: 'json_patch'; readonly operations: readonly JsonPatchOperation[] }
  | { readonly kind: 'increment'; readonly change: Increment }
  /** Brings an old value back; permissions too, when the entry was deleted meanwhile. */
  | { readonly kind: 'restore'; readonly old: StateEntry }
  | { readonly kind: 'delete' }
  | { readonly kind: 'check' };

/** An entry as it is: undefined where there is none, which is version 0. */
export interface CurrentState {
  readonly id: StateId;
  readonly entry: StateEntry | undefined;
  readonly version: bigint;
}

export type Outcome =
  | { readonly kind: 'put'; readonly entry: StateEntry; readonly sum?: bigint }
  | { readonly kind: 'delete' }
  /** Nothing changes. */
  | { readonly kind: 'keep' };

export interface OperationContext {
  readonly caller: Caller;
  readonly nowMs: number;
  /** 0: must not exist; n: must be at n; undefined: any. */
  readonly expectedVersion: bigint | undefined;
}

/**
 * What an operation makes of an entry. Permission is asked before the version, so that the version of what is not yours stays
 * unknown.
 * @throws DomainError PERMISSION_DENIED, VERSION_CONFLICT, NOT_FOUND STATE_NOT_FOUND, and what the operation itself refuses with
 */
export function applyOperation(current: CurrentState, operation: Operation, context: OperationContext): Outcome {
  const { id, entry } = current;
  if (operation.kind === 'check') assertMayRead(context.caller, id, entry);
  else assertMayWrite(context.caller, id, entry);
  if (context.expectedVersion !== undefined && context.expectedVersion !== current.version) {
    throw versionConflict(`state ${stateName(id)}`, current.version);
  }
  switch (operation.kind) {
    case 'put':
      return { kind: 'put', entry: putEntry(entry, operation.request, context.nowMs) };
    case 'increment': {
      const from = entry ?? putEntry(undefined, { value: {} }, context.nowMs);
      const { document, sum } = increment(from.value, operation.change);
      return { kind: 'put', entry: withValue(from, document), sum };
    }
    case 'merge_patch': {
      const from = required(id, entry);
      return { kind: 'put', entry: withValue(from, applyMergePatch(from.value, operation.patch)) };
    }
    case 'json_patch': {
      const from = required(id, entry);
      return { kind: 'put', entry: withValue(from, applyJsonPatch(from.value, operation.operations)) };
    }
    case 'restore': {
      const from = entry ?? { ...operation.old, createdMs: context.nowMs, expiresMs: undefined };
      return { kind: 'put', entry: withValue(from, operation.old.value) };
    }
    case 'delete':
      required(id, entry);
      return { kind: 'delete' };
    case 'check':
      if (context.expectedVersion === undefined) required(id, entry);
      return { kind: 'keep' };
  }
}

function required(id: StateId, entry: StateEntry | undefined): StateEntry {
  if (entry === undefined) throw notFound('state', stateName(id));
  return entry;
}
