import type { Deps } from '../deps.js';
import { newcomer } from '../domain/players.js';
import type { Occasion } from '../domain/world-conditions.js';
import type { WorldReplica } from '../storage/world-replica.js';

/** For whom and when a condition is asked; a player who has not moved yet is where new players begin. */
export function occasionOf(
  { model, clock }: WorldReplica,
  playerId: string | undefined,
  { startLocationId }: Pick<Deps, 'startLocationId'>,
): Occasion {
  const { gms } = clock.value;
  if (playerId === undefined) return { gms, player: undefined };
  const { locationId } = (model.get('entity', playerId) ?? newcomer(startLocationId)).value;
  return { gms, player: { id: playerId, locationId } };
}
