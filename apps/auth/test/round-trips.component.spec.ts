import { join } from 'node:path';
import { AuthServiceClient } from '@bodybroker/contracts-auth';
import { createMemoryBroker } from '@bodybroker/nats-sdk';
import { RoundTripCounter, startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { topology } from './auth-rig.js';

/** How often a call may wait for the store. */
const BUDGET = { Register: 6, Login: 6, RefreshSession: 3, GetJwks: 0, ValidateToken: 1 };

it('asks its store no more often than it has to', async () => {
  const roundTrips = new RoundTripCounter();
  const broker = createMemoryBroker({ topology });
  const harness = await startHarness(service, {
    roundTrips,
    contentPath: join(__dirname, '../content'),
    broker,
    environment: { BB_SERVICE_SECRET: 'a secret of all services' },
  });
  try {
    const auth = harness.client(AuthServiceClient);
    const who = { username: 'ana.budget', password: 'a long enough password 7' };
    await auth.register(who);
    const { accessToken, refreshToken } = await auth.login(who);
    await auth.refreshSession({ refreshToken });
    await auth.getJwks({});
    const gateway = harness.client(AuthServiceClient, { actor: { kind: 'service', id: 'gateway' } });
    await gateway.validateToken({ accessToken });
    expect(roundTrips.lastOfEach).toEqual(BUDGET);
  } finally {
    await harness.stop();
  }
});
