import { DomainError } from '@bodybroker/domain';
import type { CallContext } from '@bodybroker/nats-sdk';

/** @throws DomainError PERMISSION_DENIED NOT_YOUR_CONVERSATION when a player asks for another's */
export function assertOwn({ actor }: Pick<CallContext, 'actor'>, ownerId: string): void {
  if (actor.kind !== 'player' || actor.id === ownerId) return;
  throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_CONVERSATION', 'the conversation belongs to another player');
}

/** The player who asks; undefined for services and admins. */
export function askingPlayer({ actor }: Pick<CallContext, 'actor'>): string | undefined {
  return actor.kind === 'player' ? actor.id : undefined;
}
