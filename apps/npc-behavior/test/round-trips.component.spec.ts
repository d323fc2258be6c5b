import { RoundTripCounter } from '@bodybroker/testing';
import { asAdmin, asPlayer, asService, once, startNpcs, watchman } from './start-npcs.js';

/** How often a call may wait for the store. */
const BUDGET = { CreateNpc: 5, GetNpc: 1, ListNpcs: 3, AdjustRelationship: 5, GetRelationship: 3 };

it('asks its store no more often than it has to', async () => {
  const roundTrips = new RoundTripCounter();
  const harness = await startNpcs({ roundTrips });
  try {
    await asAdmin(harness).createNpc({ npc: watchman }, once());
    const { npcId } = watchman;
    await asPlayer(harness).getNpc({ npcId });
    // The first page settles the people of content/.
    for (let page = 1; page <= 2; page += 1) await asPlayer(harness).listNpcs({ pageSize: 50 });
    const adjustment = { npcId, playerId: 'p1', deltas: { trust: 1 }, reason: 'test' };
    await asService(harness).adjustRelationship(adjustment, once());
    await asPlayer(harness).getRelationship({ npcId, playerId: 'p1' });
    expect(roundTrips.lastOfEach).toEqual(BUDGET);
  } finally {
    await harness.stop();
  }
});
