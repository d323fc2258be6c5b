import { DomainError } from '@bodybroker/domain';
import type { ReadPermission, StateEntry } from './state-entry.js';
import type { StateId } from './state-id.js';

/** Who asks: a player, or one that may do all (a service or an admin). */
export type Caller = { readonly kind: 'player'; readonly id: string } | { readonly kind: 'trusted' };

/** Whether the caller may read what has this permission. */
export function mayRead(caller: Caller, ownerId: string, permission: ReadPermission): boolean {
  if (caller.kind === 'trusted' || permission === 2) return true;
  return permission === 1 && caller.id === ownerId;
}

/**
 * Lets a reader through. Somebody else's entry that does not exist is refused like one that may not be read, so that a
 * refusal tells nothing. @throws DomainError PERMISSION_DENIED
 */
export function assertMayRead(
  caller: Caller,
  id: StateId,
  entry: Pick<StateEntry, 'permissionRead'> | undefined,
): void {
  const allowed =
    entry === undefined
      ? caller.kind === 'trusted' || caller.id === id.ownerId
      : mayRead(caller, id.ownerId, entry.permissionRead);
  if (!allowed) throw denied('STATE_NOT_READABLE', 'this state is not yours to read');
}

/** Lets a writer through: the owner, of an entry that its owner may write. @throws DomainError PERMISSION_DENIED */
export function assertMayWrite(
  caller: Caller,
  id: StateId,
  entry: Pick<StateEntry, 'permissionWrite'> | undefined,
): void {
  if (caller.kind === 'trusted') return;
  if (caller.id !== id.ownerId || entry?.permissionWrite === 0) {
    throw denied('STATE_NOT_WRITABLE', 'this state is not yours to write');
  }
}

function denied(reason: string, message: string): DomainError {
  return new DomainError('PERMISSION_DENIED', reason, message);
}
