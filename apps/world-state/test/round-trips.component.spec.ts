import { RoundTripCounter } from '@bodybroker/testing';
import { asService, once, startWorld, yes } from './world-harness.js';

/** How often a call may wait for the store. */
const BUDGET = { GetWorldSnapshot: 1, ListEntities: 1, GetFact: 1, SetFact: 2, ApplyChanges: 2, GetChanges: 2 };

it('asks its store no more often than it has to', async () => {
  const roundTrips = new RoundTripCounter();
  const harness = await startWorld({ roundTrips });
  try {
    const world = asService(harness);
    const setFact = { key: 'rumour', value: yes };
    for (let round = 1; round <= 2; round += 1) {
      const { revision } = await world.getWorldSnapshot({});
      await world.listEntities({});
      await world.setFact(setFact, once());
      await world.getFact({ key: 'rumour' });
      await world.applyChanges({ changes: [{ edit: { oneofKind: 'setFact', setFact } }] }, once());
      await world.getChanges({ sinceRevision: revision });
    }
    expect(roundTrips.lastOfEach).toEqual(BUDGET);
  } finally {
    await harness.stop();
  }
});
