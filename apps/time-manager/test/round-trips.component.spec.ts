import { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import { RoundTripCounter, startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

/** How often a call may wait for the store. */
const BUDGET = {
  GetTime: 1,
  ConvertTime: 1,
  GetCalendar: 0,
  SetTimeScale: 2,
  PauseTime: 2,
  ResumeTime: 2,
  AdvanceTime: 2,
};

it('asks its store no more often than it has to', async () => {
  const roundTrips = new RoundTripCounter();
  const harness = await startHarness(service, { roundTrips });
  try {
    const time = harness.client(TimeManagerServiceClient, { actor: { kind: 'service', id: 'test' } });
    for (const idempotencyKey of ['first', 'second']) {
      const { gms } = await time.getTime({});
      await time.convertTime({ moment: { oneofKind: 'gms', gms } });
      await time.getCalendar({});
      await time.setTimeScale({ scale: 2 });
      await time.pauseTime({ reason: 'test' });
      await time.resumeTime({});
      await time.advanceTime({ to: { oneofKind: 'byGms', byGms: 1000n } }, { idempotencyKey });
    }
    expect(roundTrips.lastOfEach).toEqual(BUDGET);
  } finally {
    await harness.stop();
  }
});
