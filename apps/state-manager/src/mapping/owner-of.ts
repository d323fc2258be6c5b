import { DomainError } from '@bodybroker/domain';
import type { Caller } from '../domain/permissions.js';

/** Whose entries a list or watch is about: the owner that is named, else the player who asks, else `otherwise`. */
export function ownerOf(caller: Caller, named: string | undefined, otherwise: string): string {
  if (named !== undefined && named !== '') return named;
  if (caller.kind === 'trusted') return otherwise;
  if (caller.id === '') throw new DomainError('UNAUTHENTICATED', 'TOKEN_REQUIRED', 'this needs a token');
  return caller.id;
}
