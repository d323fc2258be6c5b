import type { Standing as StandingMessage } from '@bodybroker/contracts-body-broker-integration';
import type { Deps } from '../deps.js';
import { NEW_STANDING } from '../domain/standing.js';
import { toStanding } from '../mapping/to-standing.js';

/** What the city thinks of a broker now. */
export async function showStanding(
  { standings, gameClock }: Pick<Deps, 'standings' | 'gameClock'>,
  playerId: string,
  worldId: string,
): Promise<StandingMessage> {
  const [standing, gms] = await Promise.all([standings.find(playerId), gameClock.now(worldId)]);
  return toStanding(playerId, standing?.value ?? NEW_STANDING, standing?.version ?? 0n, gms);
}
