import type { CallContext } from '@bodybroker/nats-sdk';
import { notYourPlayer, type Caller } from '../domain/caller.js';

/**
 * Who asks, and for whom. A service may ask for a player: the generation is then the player's, and counts as theirs, while the words of the
 * request stay the service's. A call that a service passes on in the player's name is the player's in all.
 * @param forPlayer the player that the request names
 * @throws DomainError PERMISSION_DENIED NOT_YOUR_PLAYER when a player names another
 */
export function callerOf({ actor }: Pick<CallContext, 'actor'>, forPlayer?: string): Caller {
  const named = forPlayer === '' ? undefined : forPlayer;
  if (actor.kind === 'player') {
    if (named !== undefined && named !== actor.id) throw notYourPlayer('prompt.player_id');
    return { owner: `player:${actor.id}`, playerId: actor.id, author: 'PLAYER' };
  }
  const owner = named === undefined ? `${actor.kind}:${actor.id}` : `player:${named}`;
  return { owner, playerId: named, author: 'SERVICE' };
}
