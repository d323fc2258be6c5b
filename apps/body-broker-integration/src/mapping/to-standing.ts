import { Rank, type Standing as StandingMessage } from '@bodybroker/contracts-body-broker-integration';
import { heatAt, rankOf, type Standing } from '../domain/standing.js';

/** A standing as it is at a game time. @param version 0 for a broker nobody has heard of */
export function toStanding(playerId: string, standing: Standing, version: bigint, gms: number): StandingMessage {
  return {
    playerId,
    reputation: { ...standing.reputation },
    heat: heatAt(standing, gms),
    rank: Rank[rankOf(standing)],
    contractsSettled: standing.settled,
    contractsBreached: standing.breached,
    version,
  };
}
