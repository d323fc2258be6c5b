import { setTimeout as delay } from 'node:timers/promises';
import { GenerationCompleted, GenerationFailed, GenerationKind } from '@bodybroker/contracts-ai-integration';
import {
  AiRouterServiceClient,
  BudgetExceeded,
  Privacy,
  RoutePriority,
  RouteStrategy,
  TargetCooledDown,
  TargetRecovered,
  TargetState,
  type RouteDecision,
} from '@bodybroker/contracts-ai-router';
import { VersionReady } from '@bodybroker/contracts-model-management';
import { ServerModeChanged, ServerModeLevel } from '@bodybroker/contracts-performance-mode';
import { EventPublisher, createEvent, type Client, type OutgoingEvent } from '@bodybroker/nats-sdk';
import {
  ManualClock,
  createTestBroker,
  publishedEvents,
  startHarness,
  type ServiceHarness,
  type Peer,
} from '@bodybroker/testing';
import { service } from '../src/service.js';
import { fakeCapabilities, fakeModels, fakeSettings, type FakeModel } from './fake-peers.js';

type RouterClient = Client<AiRouterServiceClient>;
type Request = Parameters<RouterClient['routeRequest']>[0];

const NARRATOR: FakeModel = { name: 'narrator', isEmbedded: true, capabilities: ['ai.chat', 'ai.local'] };
const CHEAP: FakeModel = { name: 'cheap', inputMicros: 1_000_000, outputMicros: 1_000_000 };
const DEAR: FakeModel = { name: 'dear', inputMicros: 10_000_000, outputMicros: 10_000_000 };

describe('ai-router', () => {
  let clock: ManualClock;
  let harness: ServiceHarness;
  let admin: RouterClient;
  let models: FakeModel[];
  let peers: Peer[];
  const allowing = new Set<string>();
  let events = 0;

  beforeEach(async () => {
    clock = new ManualClock();
    models = [NARRATOR, CHEAP, DEAR];
    allowing.clear();
    const broker = createTestBroker();
    peers = [await fakeModels(broker, models), await fakeSettings(broker, allowing)];
    const environment = { BB_AI_DAILY_CAP_MICROS: '100000', BB_RECOVER_POLL_MS: '250' };
    harness = await startHarness(service, { clock, broker, environment });
    while (!(await harness.service.readiness()).ready) await delay(5);
    admin = harness.client(AiRouterServiceClient, { actor: { kind: 'admin', id: 'a1' } });
  });
  afterEach(async () => {
    await harness.stop();
    await Promise.all(peers.map((peer) => peer.stop()));
  });

  const route = (more: Request = {}): Promise<RouteDecision> =>
    admin.routeRequest({ kind: GenerationKind.DIALOGUE, promptTokensEstimate: 1000, maxOutputTokens: 100, ...more });
  const refsOf = ({ targets }: RouteDecision): readonly string[] => targets.map(({ modelRef }) => modelRef);
  const policy = (strategy: RouteStrategy, more: object = {}) =>
    admin.setPolicy({ policy: { id: 'test', strategy, priority: 1, ...more } });
  const report = async (target: string, outcome: { ok: boolean; code?: string; ttftMs?: bigint }) => {
    const { decisionId } = await route();
    const tokens = { promptTokens: 1000, completionTokens: 100, latencyMs: 1000n };
    return admin.reportOutcome({ decisionId, target, code: '', ...tokens, ...outcome });
  };
  const publish = async (event: OutgoingEvent): Promise<void> => {
    await new EventPublisher(harness.broker.events).publish(event);
    await delay(60);
  };
  const about = () => {
    const id = `event-${(events += 1)}`;
    return { source: 'test', clock, entityId: id, eventId: id };
  };

  describe('choosing', () => {
    it('has the embedded generator last, and alone where there is no other', async () => {
      expect(refsOf(await route()).at(-1)).toBe('narrator');
      models.splice(1);
      await publish(createEvent(VersionReady, { name: 'x' }, about()));
      expect(await route()).toMatchObject({
        targets: [{ modelRef: 'narrator', provider: 'embedded', expectedCostMicros: 0n }],
        policyId: 'default',
        reason: 'EMBEDDED',
      });
    });

    it('goes without model-management by the embedded generator', async () => {
      await peers[0]?.stop();
      const alone = await startHarness(service, { clock });
      const client = alone.client(AiRouterServiceClient, { actor: { kind: 'service', id: 'npc-behavior' } });
      expect(refsOf(await client.routeRequest({ kind: GenerationKind.BARK }))).toEqual(['narrator']);
      await alone.stop();
    });

    it('takes the cheapest, or the one reported quicker', async () => {
      await policy(RouteStrategy.CHEAPEST);
      expect(await route()).toMatchObject({ reason: 'CHEAPEST', policyId: 'test' });
      expect(refsOf(await route())).toEqual(['cheap', 'dear', 'narrator']);
      expect((await route()).targets[0]?.expectedCostMicros).toBe(1100n);
      await report('cheap', { ok: true, ttftMs: 900n });
      await report('dear', { ok: true, ttftMs: 300n });
      await policy(RouteStrategy.FASTEST);
      expect(refsOf(await route())).toEqual(['dear', 'cheap', 'narrator']);
      expect((await route()).targets[0]?.expectedTtftMs).toBe(300n);
    });

    it('tries what was never measured', async () => {
      await policy(RouteStrategy.FASTEST);
      await report('cheap', { ok: true, ttftMs: 10n });
      expect(refsOf(await route())[0]).toBe('dear');
    });

    it('goes by the order of a policy, with one target where it allows no fallbacks', async () => {
      await policy(RouteStrategy.ORDERED, { order: ['dear'], allowFallbacks: false });
      const { decisionId, targets } = await route();
      expect(targets.map(({ modelRef }) => modelRef)).toEqual(['dear']);
      const { candidates } = await admin.explainRoute({ subject: { oneofKind: 'decisionId', decisionId } });
      expect(candidates.map(({ modelRef, eliminatedBy }) => [modelRef, eliminatedBy])).toEqual([
        ['dear', ''],
        ['cheap', 'fallbacks'],
        ['narrator', 'fallbacks'],
      ]);
    });

    it('splits by weight, and a conversation keeps its side', async () => {
      const splits = [
        { modelRef: 'cheap', weight: 3 },
        { modelRef: 'dear', weight: 1 },
      ];
      await policy(RouteStrategy.SPLIT, { splits });
      const firsts: (string | undefined)[] = [];
      for (let i = 0; i < 200; i += 1) firsts.push(refsOf(await route({ sessionKey: `c${i}` }))[0]);
      const cheap = firsts.filter((first) => first === 'cheap').length;
      expect(cheap).toBeGreaterThan(120);
      expect(cheap).toBeLessThan(180);
      expect(refsOf(await route({ sessionKey: 'c7' }))[0]).toBe(firsts[7]);
    });

    it('takes what a request prefers before what is better', async () => {
      await policy(RouteStrategy.CHEAPEST);
      expect(refsOf(await route({ prefer: ['dear'] }))).toEqual(['dear', 'cheap', 'narrator']);
    });

    it('uses the policy whose match fits, of several the highest', async () => {
      await policy(RouteStrategy.CHEAPEST, { match: 'kind == "DIALOGUE" && prompt_tokens < 5000' });
      await admin.setPolicy({
        policy: { id: 'barks', match: 'kind == "BARK"', strategy: RouteStrategy.FASTEST, priority: 9 },
      });
      expect((await route()).policyId).toBe('test');
      expect((await route({ kind: GenerationKind.BARK })).policyId).toBe('barks');
      expect((await route({ kind: GenerationKind.SUMMARY })).policyId).toBe('default');
      expect((await route({ promptTokensEstimate: 6000 })).policyId).toBe('default');
    });

    it('lists a READY version of a model that nobody deployed by its number', async () => {
      models.push({ name: 'fresh', isDeployed: false });
      await publish(createEvent(VersionReady, { name: 'fresh' }, about()));
      expect(refsOf(await route())).toContain('fresh:1');
    });
  });

  describe('a conversation', () => {
    beforeEach(() => policy(RouteStrategy.FASTEST));

    it('keeps its target though another is a little better, and leaves it for a much better one', async () => {
      await report('cheap', { ok: true, ttftMs: 1000n });
      await report('dear', { ok: true, ttftMs: 1010n });
      expect(refsOf(await route({ sessionKey: 's' }))[0]).toBe('cheap');
      for (let i = 0; i < 10; i += 1) await report('dear', { ok: true, ttftMs: 970n });
      expect(refsOf(await route())[0]).toBe('dear');
      const kept = await route({ sessionKey: 's' });
      expect([refsOf(kept)[0], kept.reason]).toEqual(['cheap', 'STICKY']);
      for (let i = 0; i < 10; i += 1) await report('dear', { ok: true, ttftMs: 800n });
      expect(refsOf(await route({ sessionKey: 's' }))[0]).toBe('dear');
    });

    it('is forgotten after five minutes of silence', async () => {
      await report('cheap', { ok: true, ttftMs: 1000n });
      await report('dear', { ok: true, ttftMs: 1010n });
      await route({ sessionKey: 's' });
      for (let i = 0; i < 10; i += 1) await report('dear', { ok: true, ttftMs: 970n });
      clock.advance(300_001);
      expect(refsOf(await route({ sessionKey: 's' }))[0]).toBe('dear');
    });
  });

  describe('filters', () => {
    const why = async (more: Request): Promise<Readonly<Record<string, string>>> => {
      const request = { kind: GenerationKind.DIALOGUE, promptTokensEstimate: 1000, maxOutputTokens: 100, ...more };
      const { candidates } = await admin.explainRoute({
        subject: { oneofKind: 'request', request: request as never },
      });
      return Object.fromEntries(candidates.map(({ modelRef, eliminatedBy }) => [modelRef, eliminatedBy]));
    };

    it.each<[string, Request]>([
      ['excluded', { exclude: ['dear'] }],
      ['excluded', { exclude: ['dear:1'] }],
      ['price', { budget: { maxCostMicros: 1100n } }],
    ])('name %s as what removed a target', async (filter, more) => {
      expect(await why(more)).toEqual({ cheap: '', dear: filter, narrator: '' });
    });

    it('keep text on the server when the request or the player wants it so', async () => {
      const local = { cheap: 'privacy', dear: 'privacy', narrator: '' };
      expect(await why({ privacy: Privacy.LOCAL_ONLY })).toEqual(local);
      expect(await why({ playerId: 'shy' })).toEqual(local);
      allowing.add('open');
      expect(await why({ playerId: 'open' })).toEqual({ cheap: '', dear: '', narrator: '' });
    });

    it('keep text on the server while nobody can say whether it may leave', async () => {
      await peers[1]?.stop();
      allowing.add('open');
      expect(refsOf(await route({ playerId: 'open' }))).toEqual(['narrator']);
    });

    it('take targets that say they are local for local', async () => {
      models[1] = { ...CHEAP, capabilities: ['ai.chat', 'ai.local'] };
      await publish(createEvent(VersionReady, { name: 'cheap' }, about()));
      expect(refsOf(await route({ privacy: Privacy.LOCAL_ONLY }))).toEqual(['cheap', 'narrator']);
    });

    it('ask the registry of capabilities, and without it the models themselves', async () => {
      const requirements = [{ name: 'ai.sing', range: '>=1.0' }];
      await expect(route({ requirements })).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'NO_TARGET',
        details: { eliminated: expect.stringContaining('cheap=capability') as string },
      });
      clock.advance(6000);
      peers.push(await fakeCapabilities(harness.broker, { 'ai.sing': ['dear:1'] }));
      expect(refsOf(await route({ requirements }))).toEqual(['dear']);
      const optional = [{ name: 'ai.sing', range: '>=1.0', optional: true }];
      await policy(RouteStrategy.BALANCED, { weights: { cost: 0, latency: 1, quality: 0, reliability: 0 } });
      expect(refsOf(await route({ requirements: optional }))[0]).toBe('dear');
      const big = [{ name: 'ai.chat', condition: 'attributes.context_tokens >= 8192' }];
      expect(await why({ requirements: big })).toMatchObject({ cheap: '', dear: '' });
      await expect(route({ requirements: [{ name: 'ai.chat', condition: '((' }] })).rejects.toMatchObject({
        reason: 'BAD_CONDITION',
      });
    });

    it('leave out what cannot take the prompt, is drained, or has had its minute', async () => {
      expect(await why({ promptTokensEstimate: 8100 })).toMatchObject({ cheap: 'context', narrator: '' });
      await admin.setTargetState({ modelRef: 'dear', state: TargetState.DRAINED });
      expect(await why({})).toMatchObject({ dear: 'status' });
      const limited = await admin.setTargetState({ modelRef: 'cheap', state: TargetState.ENABLED, rpmLimit: 2 });
      expect(limited).toMatchObject({ rpmLimit: 2, version: 1n });
      await route();
      // What matters less leaves the rest of the minute to what matters more.
      expect(refsOf(await route({ priority: RoutePriority.BARK }))).toEqual(['narrator']);
      expect(refsOf(await route({ priority: RoutePriority.ADMIN }))).toEqual(['cheap', 'narrator']);
      expect(await why({ priority: RoutePriority.ADMIN })).toMatchObject({ cheap: 'rate' });
      expect((await admin.listTargets({})).targets[0]).toMatchObject({ modelRef: 'cheap', rpmUsed: 2, tpmUsed: 2200n });
      clock.advance(60_000);
      expect(await why({})).toMatchObject({ cheap: '' });
    });

    it('leave only the embedded generator in an emergency, and to barks while the server saves', async () => {
      await publish(createEvent(ServerModeChanged, { mode: ServerModeLevel.ECONOMY }, about()));
      clock.advance(1001);
      expect(await why({ priority: RoutePriority.BARK })).toMatchObject({ cheap: 'mode', narrator: '' });
      expect(await why({})).toMatchObject({ cheap: '' });
      await publish(createEvent(ServerModeChanged, { mode: ServerModeLevel.EMERGENCY }, about()));
      clock.advance(1001);
      expect(refsOf(await route())).toEqual(['narrator']);
    });

    it('leave nothing when the request forbids even the embedded generator', async () => {
      await expect(route({ privacy: Privacy.LOCAL_ONLY, exclude: ['embedded'] })).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'NO_TARGET',
      });
    });
  });

  describe('a failing target', () => {
    it('is left alone after three failures of four, longer each time, and may then be asked again', async () => {
      await policy(RouteStrategy.CHEAPEST);
      const ends = [true, false, false, false];
      for (const ok of ends) await report('cheap', { ok, code: ok ? '' : 'HTTP_500' });
      expect(refsOf(await route())).toEqual(['dear', 'narrator']);
      const [cooled] = await publishedEvents(harness.broker, TargetCooledDown, 1);
      expect(cooled?.payload).toMatchObject({ modelRef: 'cheap', reason: 'ERROR_RATIO' });
      expect(Number(cooled?.payload.untilMs)).toBe(clock.now() + 5000);
      clock.advance(5000);
      expect(refsOf(await route())[0]).toBe('cheap');
      expect((await publishedEvents(harness.broker, TargetRecovered, 1))[0]?.payload.modelRef).toBe('cheap');
      for (const code of ['HTTP_500', 'HTTP_500']) await report('cheap', { ok: false, code });
      const again = await publishedEvents(harness.broker, TargetCooledDown, 2);
      expect(Number(again[1]?.payload.untilMs)).toBe(clock.now() + 10_000);
    });

    it('is never left alone for one failure, and at once when its key is refused', async () => {
      await report('cheap', { ok: false, code: 'HTTP_500' });
      expect(refsOf(await route())).toContain('cheap');
      await report('dear', { ok: false, code: 'HTTP_401' });
      expect(refsOf(await route())).not.toContain('dear');
    });

    it('is no worse for readers who go away', async () => {
      for (let i = 0; i < 4; i += 1) await report('cheap', { ok: false, code: 'CANCELLED' });
      expect(refsOf(await route())).toContain('cheap');
    });
  });

  describe('reports', () => {
    it('count once for each target of a decision, whoever is first', async () => {
      const { decisionId } = await route();
      const first = { decisionId, target: 'cheap', ok: true, latencyMs: 100n, promptTokens: 10, completionTokens: 10 };
      expect(await admin.reportOutcome(first)).toEqual({ counted: true });
      expect(await admin.reportOutcome(first)).toEqual({ counted: false });
      await publish(
        createEvent(
          GenerationCompleted,
          { decisionId, target: 'cheap', modelRef: 'cheap:1', costMicros: 999n },
          about(),
        ),
      );
      expect((await admin.getSpend({})).targets).toEqual([{ modelRef: 'cheap', costMicros: 20n, requests: 1n }]);
      await expect(admin.reportOutcome({ ...first, decisionId: 'rte_none' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        reason: 'DECISION_NOT_FOUND',
      });
      await expect(admin.reportOutcome({ ...first, target: 'nobody' })).rejects.toMatchObject({
        reason: 'TARGET_NOT_FOUND',
      });
    });

    it('come from the events of generations, the failed tries included, once each', async () => {
      const failedAttempts = [{ target: 'cheap', modelRef: 'cheap:1', code: 'HTTP_403' }];
      const done = createEvent(
        GenerationCompleted,
        {
          target: 'dear',
          modelRef: 'dear:1',
          ttftMs: 400n,
          latencyMs: 900n,
          streamed: true,
          completionTokens: 50,
          costMicros: 500n,
          playerId: 'p1',
          failedAttempts,
        },
        about(),
      );
      await publish(done);
      await publish({ ...done, id: `${done.id}-again` });
      const { targets } = await admin.listTargets({});
      expect(targets.find(({ modelRef }) => modelRef === 'dear')).toMatchObject({ p50TtftMs: 400n, errorRatio: 0 });
      expect(targets.find(({ modelRef }) => modelRef === 'cheap')?.cooldownUntilMs).toBeDefined();
      expect(await admin.getSpend({ playerId: 'p1' })).toMatchObject({ costMicros: 500n });
      await publish(createEvent(GenerationFailed, { target: 'dear', code: 'CANCELLED' }, about()));
    });
  });

  describe('a player', () => {
    it('who has spent the day is answered by the embedded generator, which is told once', async () => {
      allowing.add('rich');
      const spend = (costMicros: bigint) =>
        publish(
          createEvent(
            GenerationCompleted,
            { target: 'dear', modelRef: 'dear:1', playerId: 'rich', costMicros },
            about(),
          ),
        );
      await spend(99_999n);
      expect(refsOf(await route({ playerId: 'rich' }))).toContain('cheap');
      await spend(1n);
      expect(refsOf(await route({ playerId: 'rich' }))).toEqual(['narrator']);
      await expect(route({ playerId: 'rich', exclude: ['narrator'] })).rejects.toMatchObject({
        code: 'RESOURCE_EXHAUSTED',
        reason: 'AI_BUDGET',
      });
      const [told] = await publishedEvents(harness.broker, BudgetExceeded, 1);
      expect(told?.payload).toMatchObject({ playerId: 'rich', costMicros: 100_000n, capMicros: 100_000n });
      clock.advance(86_400_000);
      expect(refsOf(await route({ playerId: 'rich' }))).toContain('cheap');
      const player = harness.client(AiRouterServiceClient, { actor: { kind: 'player', id: 'rich' } });
      const fromMs = BigInt(clock.now() - 86_400_000);
      expect((await player.getSpend({ playerId: 'rich', fromMs })).costMicros).toBe(100_000n);
      await expect(player.getSpend({})).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
      await expect(player.getSpend({ playerId: 'other' })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
      await expect(player.routeRequest({ kind: 1 })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    });
  });

  describe('policies', () => {
    it('are kept by version, listed with the built-in one, and deleted', async () => {
      const { policy: _unused, ...set } = { policy: 0, ...(await policy(RouteStrategy.CHEAPEST)) };
      expect(set).toMatchObject({ version: 1n, stayBias: 0.1, switchMargin: 0.05, allowFallbacks: true });
      const write = (expectedVersion: bigint) =>
        admin.setPolicy({ policy: { id: 'test', strategy: RouteStrategy.FASTEST }, expectedVersion });
      expect((await write(1n)).version).toBe(2n);
      await expect(write(1n)).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { current_version: '2' } });
      expect((await admin.listPolicies({})).policies.map(({ id }) => id)).toEqual(['default', 'test']);
      expect(await admin.getPolicy({ policyId: 'default' })).toMatchObject({
        strategy: RouteStrategy.BALANCED,
        version: 0n,
      });
      expect(await admin.deletePolicy({ policyId: 'test' })).toEqual({ deletedVersion: 2n });
      await expect(admin.getPolicy({ policyId: 'test' })).rejects.toMatchObject({ reason: 'POLICY_NOT_FOUND' });
      await expect(admin.deletePolicy({ policyId: 'test' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await write(0n)).version).toBe(4n);
    });

    it('let one of two win that expect the same version', async () => {
      const write = (strategy: RouteStrategy) =>
        admin.setPolicy({ policy: { id: 'race', strategy }, expectedVersion: 0n });
      const both = await Promise.allSettled([write(RouteStrategy.FASTEST), write(RouteStrategy.CHEAPEST)]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it.each([
      [{ match: 'kind ==' }, 'BAD_CONDITION'],
      [{ match: 'mood == "sour"' }, 'BAD_CONDITION'],
      [{ strategy: RouteStrategy.ORDERED }, 'INVALID_FIELD'],
      [{ strategy: RouteStrategy.SPLIT }, 'INVALID_FIELD'],
      [{ strategy: 77 as RouteStrategy }, 'ENUM_UNSPECIFIED'],
      [{ strategy: RouteStrategy.UNSPECIFIED }, 'ENUM_UNSPECIFIED'],
      [{ id: 'No Id' }, 'INVALID_FIELD'],
    ])('are refused with %j', async (part, reason) => {
      const call = admin.setPolicy({ policy: { id: 'bad', strategy: RouteStrategy.CHEAPEST, ...part } });
      await expect(call).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', reason });
    });
  });

  it('refuses requests of no kind, below zero, and settings of targets that are not there or are always on', async () => {
    await expect(route({ kind: GenerationKind.UNSPECIFIED })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(route({ kind: 99 as GenerationKind })).rejects.toMatchObject({ reason: 'ENUM_UNSPECIFIED' });
    await expect(route({ budget: { maxCostMicros: -1n } })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const set = (modelRef: string) =>
      admin.setTargetState({ modelRef, state: TargetState.DRAINED, expectedVersion: 0n });
    await expect(set('nobody')).rejects.toMatchObject({ reason: 'TARGET_NOT_FOUND' });
    await expect(set('narrator')).rejects.toMatchObject({ reason: 'TARGET_ALWAYS_ON' });
    await set('dear');
    await expect(set('dear')).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(admin.getSpend({ fromMs: 0n })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(admin.explainRoute({ subject: { oneofKind: undefined } })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});
