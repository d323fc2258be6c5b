import type { Deps } from '../deps.js';
import { ENOUGH_WORK, dayOf, offersOfDay } from '../domain/daily-offers.js';
import { dealTold } from '../publishers/deal-told.js';
import { contractIdOf } from '../storage/contracts.js';
import { uniqueOf } from '../storage/home-id.js';

/** Clients offer a broker today's work, once a game day. */
export async function offerWork(deps: Deps, playerId: string, worldId: string): Promise<void> {
  const { goods, clients, worldSeed, books, gameClock, clock } = deps;
  const [gms, nowMs] = [await gameClock.now(worldId), clock.now()];
  const day = dayOf(gms);
  const contracts = offersOfDay(goods, clients, { worldSeed, worldId, playerId, gms, nowMs });
  const entries = contracts.map((contract, slot) => {
    // The same id however often the day's offers are made.
    const id = contractIdOf(playerId, uniqueOf(worldId, playerId, day, slot));
    return { id, contract, events: [dealTold('offered', { id, contract, version: 1n, gms, nowMs })] };
  });
  await books.offer(playerId, { worldId, number: day, enough: ENOUGH_WORK }, entries);
}
