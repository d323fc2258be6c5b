import { DomainError } from '@bodybroker/domain';
import type { SubjectRef } from './subject.js';

/** Who asks. */
export interface Asker {
  readonly kind: string;
  readonly id: string;
}

/**
 * A service registers itself, and models, providers, worlds and clients; a player registers clients of their own: the
 * player id, or `<player id>.<device>`; an admin anything.
 * @throws DomainError PERMISSION_DENIED NOT_YOUR_SUBJECT
 */
export function requireMayRegister(asker: Asker, subject: SubjectRef): void {
  if (mayRegister(asker, subject)) return;
  throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_SUBJECT', `${subject.kind} ${subject.id} is not yours`, {
    details: { kind: subject.kind, id: subject.id },
  });
}

function mayRegister(asker: Asker, { kind, id }: SubjectRef): boolean {
  switch (asker.kind) {
    case 'admin':
      return true;
    case 'service':
      return kind !== 'SERVICE' || id === asker.id;
    case 'player':
      return kind === 'CLIENT' && isClientOf(asker.id, id);
    default:
      return false;
  }
}

/** Whether a client id is a player's. */
export function isClientOf(playerId: string, clientId: string): boolean {
  return clientId === playerId || clientId.startsWith(`${playerId}.`);
}
