import type { CallContext } from '@bodybroker/nats-sdk';
import type { Caller } from '../domain/caller.js';

/** Who asks. What a service asks for a player counts as the player's, and so do its words. */
export function callerOf({ actor }: Pick<CallContext, 'actor'>): Caller {
  const isPlayer = actor.kind === 'player';
  return {
    owner: `${actor.kind}:${actor.id}`,
    playerId: isPlayer ? actor.id : undefined,
    author: isPlayer ? 'PLAYER' : 'SERVICE',
  };
}
