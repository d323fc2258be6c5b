import { Struct } from '@bodybroker/contracts-common';
import { StateManagerServiceClient } from '@bodybroker/contracts-state-manager';
import { RoundTripCounter, createTestBroker, startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

/** How often a call may wait for the store. */
const BUDGET = { PutState: 2, GetState: 1, BatchGetState: 1, PatchState: 2 };

it('asks its store no more often than it has to', async () => {
  const roundTrips = new RoundTripCounter();
  const harness = await startHarness(service, { roundTrips, broker: createTestBroker() });
  try {
    const states = harness.client(StateManagerServiceClient, { actor: { kind: 'player', id: 'ana' } });
    const id = { namespace: 'saves', ownerId: 'ana', key: 'slot1' };
    const value = Struct.fromJson({ page: 1 });
    for (const idempotencyKey of ['first', 'second']) await states.putState({ ...id, value }, { idempotencyKey });
    await states.patchState({ ...id, patch: { oneofKind: 'mergePatch', mergePatch: Struct.fromJson({ page: 2 }) } });
    await states.getState(id);
    await states.batchGetState({ ids: [id, { ...id, key: 'slot2' }] });
    expect(roundTrips.lastOfEach).toEqual(BUDGET);
  } finally {
    await harness.stop();
  }
});
