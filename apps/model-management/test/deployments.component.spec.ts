import { setTimeout as delay } from 'node:timers/promises';
import { GenerationCompleted, GenerationFailed } from '@bodybroker/contracts-ai-integration';
import {
  AutoRolledBack,
  DeploymentChanged,
  DeploymentState,
  DeploymentStrategy,
  ResolvedVia,
  VersionStatus,
} from '@bodybroker/contracts-model-management';
import { EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { MemoryStore } from '@bodybroker/storage';
import { ManualClock, createTestBroker, publishedEvents, type ServiceHarness } from '@bodybroker/testing';
import { asAdmin, deploy, model, readyVersion, rollBack, startModels, type ModelClient } from './start-models.js';

const name = 'house-voice';
const CANARY = { strategy: DeploymentStrategy.CANARY, canaryBasisPoints: 2000 };

describe('deployments', () => {
  let harness: ServiceHarness;
  let admin: ModelClient;
  const clock = new ManualClock();

  beforeEach(async () => {
    harness = await startModels({ clock });
    admin = asAdmin(harness);
    await model(admin);
    for (let version = 0; version < 3; version += 1) await readyVersion(admin);
  });
  afterEach(() => harness.stop());

  const numberFor = async (routingKey?: string): Promise<number | undefined> =>
    (await admin.resolveModel({ modelRef: name, ...(routingKey === undefined ? {} : { routingKey }) })).modelVersion
      ?.number;
  const states = async (): Promise<readonly (readonly [number, string | undefined])[]> =>
    (await admin.listDeployments({ name })).deployments.map(({ number, state }) => [number, DeploymentState[state]]);

  it('give a canary its share of keys, each key always the same side', async () => {
    await deploy(admin, 1);
    const { deploymentId } = await deploy(admin, 2, CANARY);
    const keys = Array.from({ length: 1000 }, (_, i) => `player-${i}`);
    const ask = async () => {
      const numbers: (number | undefined)[] = [];
      for (const key of keys) numbers.push(await numberFor(key));
      return numbers;
    };
    const first = await ask();
    const onCanary = first.filter((number) => number === 2).length;
    expect(onCanary).toBeGreaterThan(150);
    expect(onCanary).toBeLessThan(250);
    expect(await ask()).toEqual(first);
    expect(await numberFor()).toBe(1);
    const key = keys[first.indexOf(2)] ?? '';
    expect(await admin.resolveModel({ modelRef: name, routingKey: key })).toMatchObject({
      via: ResolvedVia.CANARY,
      deploymentId,
      dependsOnKey: true,
    });
  });

  it('are promoted and rolled back, with three entries to show for it', async () => {
    await deploy(admin, 1);
    const { deploymentId } = await deploy(admin, 2, CANARY);
    await admin.promoteDeployment({ deploymentId });
    expect(await numberFor()).toBe(2);
    const back = await rollBack(admin);
    expect(back).toMatchObject({ number: 1, state: DeploymentState.ACTIVE, reason: 'worse' });
    expect(await numberFor()).toBe(1);
    expect(await states()).toEqual([
      [1, 'ACTIVE'],
      [2, 'ROLLED_BACK'],
      [1, 'SUPERSEDED'],
    ]);
    expect(await admin.getDeployment({ deploymentId: back.restores })).toMatchObject({ number: 1 });
    await expect(rollBack(admin)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'NOTHING_TO_ROLL_BACK',
    });
  });

  it('go back step by step, past versions that are READY no more', async () => {
    for (const number of [1, 2, 3]) await deploy(admin, number);
    await admin.transitionVersion({ name, number: 2, toStatus: VersionStatus.DEPRECATED });
    await rollBack(admin);
    expect(await numberFor()).toBe(1);
    await expect(admin.transitionVersion({ name, number: 2, toStatus: VersionStatus.ARCHIVED })).resolves.toBeDefined();
  });

  it('take a canary back before what serves', async () => {
    await deploy(admin, 1);
    await deploy(admin, 2, CANARY);
    expect(await rollBack(admin)).toMatchObject({ number: 1 });
    expect(await states()).toEqual([
      [2, 'ROLLED_BACK'],
      [1, 'ACTIVE'],
    ]);
  });

  it('refuse a second canary, one without others to serve, and one of what serves already', async () => {
    const refusal = (reason: string) => ({ code: 'FAILED_PRECONDITION', reason });
    await expect(deploy(admin, 1, CANARY)).rejects.toMatchObject(refusal('NO_ACTIVE_DEPLOYMENT'));
    await deploy(admin, 1);
    await expect(deploy(admin, 1, CANARY)).rejects.toMatchObject(refusal('VERSION_ALREADY_ACTIVE'));
    await deploy(admin, 2, CANARY);
    await expect(deploy(admin, 3, CANARY)).rejects.toMatchObject(refusal('CANARY_IN_PROGRESS'));
    const { number } = await admin.createVersion({ name, provider: { kind: 1 } });
    await expect(deploy(admin, number)).rejects.toMatchObject({
      ...refusal('VERSION_NOT_READY'),
      details: { status: 'REGISTERED' },
    });
    for (const canaryBasisPoints of [0, 10_000]) {
      await expect(deploy(admin, 3, { ...CANARY, canaryBasisPoints })).rejects.toMatchObject({
        reason: 'BASIS_POINTS',
      });
    }
    await expect(deploy(admin, 3, { canaryBasisPoints: 5 })).rejects.toMatchObject({ reason: 'BASIS_POINTS' });
    await expect(admin.deployVersion({ name, number: 1, strategy: 1 })).rejects.toMatchObject({
      reason: 'IDEMPOTENCY_KEY_REQUIRED',
    });
  });

  it('show a shadow to who resolves, and let it serve when promoted', async () => {
    await deploy(admin, 1);
    const { deploymentId, state } = await deploy(admin, 2, { strategy: DeploymentStrategy.SHADOW });
    expect(state).toBe(DeploymentState.PENDING);
    expect(await admin.resolveModel({ modelRef: name, routingKey: 'x' })).toMatchObject({
      modelVersion: { number: 1 },
      shadow: { number: 2 },
    });
    await admin.promoteDeployment({ deploymentId });
    expect(await numberFor('x')).toBe(2);
    await expect(admin.promoteDeployment({ deploymentId })).rejects.toMatchObject({ reason: 'ILLEGAL_TRANSITION' });
    await expect(admin.promoteDeployment({ deploymentId: 'dep_none' })).rejects.toMatchObject({
      reason: 'DEPLOYMENT_NOT_FOUND',
    });
  });

  it('let one of two win that expect the same version', async () => {
    const { version } = await deploy(admin, 1);
    const both = await Promise.allSettled([2, 3].map((number) => deploy(admin, number, { expectedVersion: version })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((each) => each.status === 'rejected')).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
    await expect(deploy(admin, 2, { expectedVersion: 0n })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('are done once for one key, also when the receipt is lost', async () => {
    const first = await deploy(admin, 1, {}, 'again');
    expect(await deploy(admin, 1, {}, 'again')).toEqual(first);
    await expect(deploy(admin, 2, {}, 'again')).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_REUSED' });
    const { broker } = harness;
    const other = await startModels({
      broker,
      clock,
      store: new MemoryStore('model-management', { clock }),
      instance: 'x',
    });
    expect(await deploy(asAdmin(other), 1, {}, 'again')).toMatchObject({ deploymentId: first.deploymentId });
    expect(await states()).toEqual([[1, 'ACTIVE']]);
    await other.stop();
  });

  it('are told once each, by however many replicas', async () => {
    const other = await startModels({ broker: harness.broker, store: harness.store, clock, instance: 'second' });
    await deploy(admin, 1);
    const { deploymentId } = await deploy(asAdmin(other), 2, CANARY);
    await admin.promoteDeployment({ deploymentId });
    const events = await publishedEvents(harness.broker, DeploymentChanged, 4);
    expect(events.slice(1).map(({ payload }) => [payload.oldNumber, payload.newNumber, payload.canaryNumber])).toEqual([
      [0, 1, 0],
      [1, 1, 2],
      [1, 2, 0],
    ]);
    await other.stop();
  });

  it('keep twenty entries, never without those at work', async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      await deploy(admin, 1);
      await deploy(admin, 2);
    }
    expect(await states()).toHaveLength(20);
    expect((await states())[0]).toEqual([2, 'ACTIVE']);
  });

  describe('with a guard', () => {
    const guard = { maxErrorRatio: 0.2, minSamples: 10, maxP95Ms: 2000 };
    const tell = async (ends: readonly ('ok' | 'slow' | 'failed' | 'cancelled')[], modelRef = `${name}:2`) => {
      const publisher = new EventPublisher(harness.broker.events);
      for (const [index, end] of ends.entries()) {
        const id = `gen_${clock.now()}_${index}`;
        const about = { source: 'ai-integration', clock, entityId: id, eventId: id };
        const failedAttempts = end === 'failed' ? [{ target: name, modelRef, code: 'HTTP_500' }] : [];
        const failed = {
          generationId: id,
          modelRef,
          failedAttempts,
          code: end === 'failed' ? 'NO_PROVIDER' : 'CANCELLED',
        };
        const latencyMs = end === 'slow' ? 9000n : 100n;
        await publisher.publish(
          end === 'ok' || end === 'slow'
            ? createEvent(GenerationCompleted, { generationId: id, modelRef, latencyMs }, about)
            : createEvent(GenerationFailed, failed, about),
        );
      }
      await delay(80);
    };
    const times = <End>(count: number, end: End): readonly End[] => Array.from({ length: count }, () => end);

    beforeEach(async () => {
      await deploy(admin, 1);
      await deploy(admin, 2, { ...CANARY, guard });
    });

    it('are taken back when too many fail, and tell of it', async () => {
      await tell([...times(7, 'ok' as const), ...times(3, 'failed' as const)]);
      const [event] = await publishedEvents(harness.broker, AutoRolledBack, 1);
      expect(event?.payload).toMatchObject({
        number: 2,
        restoredNumber: 1,
        reason: 'error ratio 0.3 of 10 is above 0.2',
      });
      expect(await states()).toEqual([
        [2, 'ROLLED_BACK'],
        [1, 'ACTIVE'],
      ]);
    });

    it('are taken back when they are too slow', async () => {
      await tell(times(10, 'slow' as const));
      expect((await states())[0]).toEqual([2, 'ROLLED_BACK']);
    });

    it('stay while there are too few samples, or they are of others, old, or broken off by their readers', async () => {
      await tell(times(9, 'failed' as const));
      await tell(times(10, 'cancelled' as const));
      await tell(times(10, 'failed' as const), `${name}:3`);
      clock.advance(5 * 60_000);
      await tell(times(9, 'failed' as const));
      expect((await states())[0]).toEqual([2, 'CANARY']);
    });

    it('go back to what served when they serve all', async () => {
      const [canary] = (await admin.listDeployments({ name })).deployments;
      await admin.promoteDeployment({ deploymentId: canary?.deploymentId ?? '' });
      await tell(times(10, 'failed' as const));
      expect(await numberFor()).toBe(1);
    });
  });
});

describe('the endpoint of the settings', () => {
  const broker = createTestBroker();
  const clock = new ManualClock();
  const store = new MemoryStore('model-management', { clock });
  const start = (environment: Record<string, string>) => startModels({ broker, store, clock, environment });

  it('serves as "remote" as long as the settings name it, another endpoint as another version', async () => {
    const first = await start({ BB_LLM_BASE_URL: 'http://one/v1', BB_LLM_MODEL: 'm' });
    expect(await asAdmin(first).resolveModel({ modelRef: 'remote' })).toMatchObject({
      modelVersion: {
        number: 1,
        provider: { baseUrl: 'http://one/v1', remoteModel: 'm', secretEnv: 'BB_LLM_API_KEY' },
      },
    });
    await first.stop();
    const again = await start({ BB_LLM_BASE_URL: 'http://one/v1', BB_LLM_MODEL: 'm' });
    expect(await asAdmin(again).resolveModel({ modelRef: 'remote' })).toMatchObject({ modelVersion: { number: 1 } });
    await again.stop();
    const moved = await start({ BB_LLM_BASE_URL: 'http://two/v1', BB_LLM_MODEL: 'm' });
    expect(await asAdmin(moved).resolveModel({ modelRef: 'remote@champion' })).toMatchObject({
      modelVersion: { number: 2 },
    });
    await moved.stop();
    const without = await start({});
    expect(await asAdmin(without).getVersion({ name: 'remote', number: 2 })).toMatchObject({
      status: VersionStatus.DEPRECATED,
    });
    expect(await asAdmin(without).listDeployments({ name: 'remote' })).toMatchObject({
      deployments: [{ state: DeploymentState.ROLLED_BACK }, { state: DeploymentState.SUPERSEDED }],
    });
    await without.stop();
  });
});
