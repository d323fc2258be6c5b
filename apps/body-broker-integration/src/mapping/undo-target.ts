import { invalidArgument } from '@bodybroker/domain';

/** What is to be undone: by its id, or by its player and the idempotency key of the call that made it. */
export interface UndoRequest {
  readonly id: string;
  readonly idField: string;
  readonly playerId: string;
  readonly key: string;
  readonly keyField: string;
}

export interface UndoTarget {
  readonly id: string;
  /** Undefined when only the id is known. */
  readonly playerId: string | undefined;
}

/** @throws DomainError INVALID_ARGUMENT FIELD_REQUIRED when neither is given */
export function undoTarget(request: UndoRequest, idOf: (playerId: string, key: string) => string): UndoTarget {
  const { id, idField, playerId, key, keyField } = request;
  if (id !== '') return { id, playerId: undefined };
  if (playerId !== '' && key !== '') return { id: idOf(playerId, key), playerId };
  throw invalidArgument(idField, `must be given, or else player_id and ${keyField}`, 'FIELD_REQUIRED');
}
