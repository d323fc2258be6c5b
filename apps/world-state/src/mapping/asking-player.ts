import { RpcError, type HandlerContext } from '@bodybroker/nats-sdk';

/**
 * The player a question is about: the one named, or else the one who asks; undefined when there is neither.
 * @throws RpcError PERMISSION_DENIED NOT_YOUR_PLAYER when a player names another
 */
export function askingPlayer(
  { playerId }: { readonly playerId?: string | undefined },
  { actor }: Pick<HandlerContext, 'actor'>,
): string | undefined {
  if (actor.kind !== 'player') return playerId === '' ? undefined : playerId;
  if (playerId === undefined || playerId === '' || playerId === actor.id) return actor.id;
  throw new RpcError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', 'player_id must be the player who asks', {
    details: { field: 'player_id' },
  });
}
