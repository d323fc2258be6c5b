import { DomainError, invalidArgument } from '@bodybroker/domain';
import type { HandlerContext } from '@bodybroker/nats-sdk';

/**
 * The player a request is about: the one it names, else the one who asks.
 * @throws DomainError PERMISSION_DENIED NOT_YOUR_PLAYER when a player names another; INVALID_ARGUMENT FIELD_REQUIRED when
 * somebody who is no player names none
 */
export function playerOf(playerId: string, { actor }: Pick<HandlerContext, 'actor'>): string {
  if (playerId === '' && actor.kind === 'player') return actor.id;
  if (playerId === '') throw invalidArgument('player_id', 'must be given by whoever is no player', 'FIELD_REQUIRED');
  assertYours(playerId, { actor });
  return playerId;
}

/** @throws DomainError PERMISSION_DENIED NOT_YOUR_PLAYER when a player asks for what is another's */
export function assertYours(playerId: string, { actor }: Pick<HandlerContext, 'actor'>): void {
  if (actor.kind !== 'player' || actor.id === playerId) return;
  throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', 'that belongs to another player');
}
