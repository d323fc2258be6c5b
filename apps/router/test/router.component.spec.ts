import {
  InstanceDown,
  InstanceEjected,
  InstanceStatus,
  InstanceUp,
  RouteChanged,
  RouterServiceClient,
  StickyBy,
} from '@bodybroker/contracts-router';
import {
  TestingService,
  contract,
  type ITestingService,
  EchoRequest,
  EchoResponse,
  Echoed,
} from '@bodybroker/contracts-testing';
import type { Client } from '@bodybroker/nats-sdk';
import { announceContract } from '@bodybroker/service-kit';
import { ManualClock, publishedEvents, servePeer, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

describe('router', () => {
  let harness: ServiceHarness;
  let clock: ManualClock;
  let router: Client<RouterServiceClient>;
  let admin: Client<RouterServiceClient>;

  const start = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
    clock = new ManualClock();
    harness = await startHarness(service, { clock, environment: { BB_DISCOVER_MS: '0', ...environment } });
    router = harness.client(RouterServiceClient, { actor: { kind: 'service', id: 'x' } });
    admin = harness.client(RouterServiceClient, { actor: { kind: 'admin', id: 'root' } });
    while (!(await harness.service.readiness()).ready) await new Promise((wake) => setTimeout(wake, 5));
  };
  beforeEach(() => start());
  afterEach(() => harness.stop());

  const register = (instanceId: string, version = '1.0.0', leaseMs = 10_000n) =>
    router.registerInstance({ instance: { service: 'ferry', instanceId, version }, leaseMs });
  const resolve = (playerId = '') => router.resolveRoute({ service: 'ferry', method: 'CrossRiver', playerId });
  const splits = [
    { versionRange: '~1.0', weight: 90 },
    { versionRange: '~1.1', weight: 10 },
  ];

  it('splits players between versions, and keeps each where it is', async () => {
    await register('a');
    await register('b', '1.1.0');
    await admin.setRoute({ service: 'ferry', route: { rules: [{ splits }], stickyBy: StickyBy.PLAYER } });
    const players = Array.from({ length: 400 }, (_, n) => `p${n}`);
    const chosen: string[] = [];
    for (const player of players) chosen.push((await resolve(player)).instanceId);
    const canaries = chosen.filter((id) => id === 'b').length;
    expect(canaries).toBeGreaterThan(20);
    expect(canaries).toBeLessThan(65);
    for (const [n, player] of players.slice(0, 50).entries()) {
      expect((await resolve(player)).instanceId).toBe(chosen[n]);
    }
    expect(await resolve('p1')).toMatchObject({ subject: 'svc.ferry.v1.cross_river.i.a', version: '1.0.0' });
  });

  it('ejects after five failures, tells of it, and probes later', async () => {
    await register('a');
    await register('b');
    const fail = () => router.reportOutcome({ service: 'ferry', instanceId: 'a', ok: false, latencyMs: 5 });
    for (let n = 0; n < 4; n += 1) await fail();
    expect((await fail()).status).toBe(InstanceStatus.EJECTED);
    for (let n = 0; n < 20; n += 1) expect((await resolve(`p${n}`)).instanceId).toBe('b');
    const [event] = await publishedEvents(harness.broker, InstanceEjected, 1);
    expect(event?.payload).toMatchObject({ timesEjected: 1, instance: { instanceId: 'a' } });
    clock.advance(15_000);
    for (const instanceId of ['a', 'b']) await router.renewInstance({ service: 'ferry', instanceId });
    clock.advance(15_000);
    await router.renewInstance({ service: 'ferry', instanceId: 'b' });
    expect((await fail()).timesEjected).toBe(2);
    const { services } = await router.getServiceHealth({ service: 'ferry' });
    expect(services).toMatchObject([{ up: 1, ejected: 1, samples: 6, errorRatio: 1, p95Ms: 5 }]);
  });

  it('gives no new calls to one that drains, and forgets one that leaves', async () => {
    await register('a');
    await register('b');
    const draining = await router.deregisterInstance({ service: 'ferry', instanceId: 'a', drain: true });
    expect(draining.status).toBe(InstanceStatus.DRAINING);
    for (let n = 0; n < 10; n += 1) expect((await resolve()).instanceId).toBe('b');
    await router.deregisterInstance({ service: 'ferry', instanceId: 'b' });
    await expect(resolve()).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'NO_INSTANCE', retryable: true });
    const down = await publishedEvents(harness.broker, InstanceDown, 2);
    expect(down.map(({ payload }) => payload.reason)).toEqual(['DRAINED', 'DEREGISTERED']);
    expect(await publishedEvents(harness.broker, InstanceUp, 2)).toHaveLength(2);
  });

  it('forgets who does not renew, three leases on, and says so', async () => {
    await register('a', '1.0.0', 1000n);
    clock.advance(2999);
    expect((await router.listInstances({ service: 'ferry' })).instances).toHaveLength(1);
    clock.advance(1);
    expect((await router.listInstances({})).instances).toEqual([]);
    const [event] = await publishedEvents(harness.broker, InstanceDown, 1);
    expect(event?.payload.reason).toBe('LEASE_EXPIRED');
    await expect(router.renewInstance({ service: 'ferry', instanceId: 'a' })).rejects.toMatchObject({
      reason: 'INSTANCE_NOT_FOUND',
    });
  });

  it('closes a service for maintenance, and opens it again', async () => {
    await register('a');
    await admin.setRoute({ service: 'ferry', route: { maintenance: { on: true, message: 'low tide' } } });
    await expect(resolve()).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'MAINTENANCE', message: 'low tide' });
    expect(await admin.deleteRoute({ service: 'ferry' })).toEqual({ deleted: true });
    expect(await admin.deleteRoute({ service: 'ferry' })).toEqual({ deleted: false });
    await expect(resolve()).resolves.toBeDefined();
    expect(await publishedEvents(harness.broker, RouteChanged, 2)).toHaveLength(2);
  });

  it('limits how often one player calls', async () => {
    await register('a');
    await admin.setRoute({ service: 'ferry', route: { rate: { perPlayerRps: 1, burst: 3 } } });
    for (let n = 0; n < 3; n += 1) await resolve('ana');
    await expect(resolve('ana')).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'RATE_LIMITED' });
    await resolve('bo');
    clock.advance(3000);
    await resolve('ana');
  });

  it('sends calls that match a rule where it says', async () => {
    await register('a');
    await register('b', '2.0.0');
    const rules = [
      { match: "'beta' in headers && headers.beta == 'yes'", splits: [{ versionRange: '^2', weight: 1 }] },
      { splits: [{ versionRange: '^1', weight: 1 }] },
    ];
    await admin.setRoute({ service: 'ferry', route: { rules } });
    const beta = await router.resolveRoute({ service: 'ferry', method: 'CrossRiver', headers: { beta: 'yes' } });
    expect(beta).toMatchObject({ instanceId: 'b', reason: 'rule 0, the better of two' });
    expect((await resolve()).instanceId).toBe('a');
  });

  it.each([
    ['a range that is none', { rules: [{ splits: [{ versionRange: 'newest', weight: 1 }] }] }, 'BAD_RANGE'],
    ['weights of nothing', { rules: [{ splits: [{ versionRange: '', weight: 0 }] }] }, 'BAD_WEIGHTS'],
    ['a condition that does not parse', { rules: [{ match: 'method ==', splits }] }, 'BAD_CONDITION'],
    ['no split', { rules: [{}] }, 'INVALID_FIELD'],
  ])('refuses a route with %s', async (_, route, reason) => {
    await expect(admin.setRoute({ service: 'ferry', route })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason,
    });
  });

  it('refuses a version that is none, an unknown service, a stale route and a mere service as admin', async () => {
    await expect(register('a', 'latest')).rejects.toMatchObject({ reason: 'BAD_VERSION' });
    await expect(resolve()).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'SERVICE_NOT_FOUND' });
    await expect(router.getServiceHealth({ service: 'ferry' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await admin.setRoute({ service: 'ferry', route: {}, expectedVersion: 0n });
    await expect(admin.setRoute({ service: 'ferry', route: {}, expectedVersion: 0n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await expect(router.setRoute({ service: 'ferry', route: {} })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await router.listRoutes({})).routes).toMatchObject([{ service: 'ferry', version: 1n }]);
  });

  describe('with a real service', () => {
    const serve = (instance: string, echo: () => Promise<Echoed>) =>
      servePeer<ITestingService>(harness.broker, TestingService, { echo }, { instance });
    const forward = (method: string) =>
      router.forwardRequest({
        service: 'testing',
        method,
        payload: EchoRequest.toBinary(EchoRequest.create({ text: 'hello' })),
      });

    it('finds it by itself and forwards bytes to it, to another when one fails', async () => {
      await harness.stop();
      await start({ BB_DISCOVER_MS: '50' });
      const bucket = harness.broker.connect().keyValue('contracts');
      await announceContract(bucket, { name: 'testing', version: '1.2.3', contract });
      const down = await serve('down', () =>
        Promise.reject(Object.assign(new Error('gone'), { code: 'UNAVAILABLE', reason: 'GONE' })),
      );
      const up = await serve('up', () => Promise.resolve(Echoed.create({ text: 'hello' })));
      while ((await router.listInstances({ service: 'testing' })).instances.length < 2) {
        await new Promise((wake) => setTimeout(wake, 20));
      }
      await admin.setRoute({ service: 'testing', route: { retryBudget: 1 } });
      for (let n = 0; n < 6; n += 1) {
        const answered = await forward('Echo');
        expect(answered.instanceId).toBe('up');
        expect(EchoResponse.fromBinary(answered.payload).result).toMatchObject({ echoed: { text: 'hello' } });
      }
      await expect(forward('NoSuch')).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'METHOD_NOT_FOUND' });
      await Promise.all([down, up].map((peer) => peer.stop()));
    });
  });
});
