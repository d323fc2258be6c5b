import { setTimeout as delay } from 'node:timers/promises';
import { GenerationCompleted, MessageRole } from '@bodybroker/contracts-ai-integration';
import {
  DeploymentChanged,
  ModelManagementService,
  ModelVersion,
  ProviderKind,
  ResolvedVia,
  type IModelManagementService,
  type ResolveModelRequest,
} from '@bodybroker/contracts-model-management';
import { EventPublisher, RpcError, createEvent } from '@bodybroker/nats-sdk';
import {
  ManualClock,
  createTestBroker,
  publishedEvents,
  servePeer,
  type Peer,
  type ServiceHarness,
} from '@bodybroker/testing';
import { createAiService } from '../src/service.js';
import { asPlayer, asService, dialogue, readAll, refused, startAi, textOf } from './ask-ai.js';
import { refuse, say, startStubLlm, type StubLlm } from './stub-llm.js';

describe('ai-integration with model-management', () => {
  const clock = new ManualClock();
  let llm: StubLlm;
  let harness: ServiceHarness;
  let registry: Peer;
  let asked: ResolveModelRequest[];
  /** Numbers of the versions of `voice`: for all, and for the players whose name begins with `c`. */
  let serving: { active: number; canary?: number };

  const version = (number: number) =>
    ModelVersion.create({
      name: 'voice',
      number,
      modelRef: `voice:${number}`,
      provider: {
        kind: ProviderKind.OPENAI_COMPATIBLE,
        baseUrl: llm.baseUrl,
        remoteModel: `model-${number}`,
        secretEnv: number === 1 ? 'VOICE_API_KEY' : 'HOME',
      },
      price: { inputMicrosPerMtok: 0n, outputMicrosPerMtok: 1_000_000n },
    });

  beforeEach(async () => {
    asked = [];
    serving = { active: 1 };
    llm = await startStubLlm();
    const broker = createTestBroker();
    registry = await servePeer<IModelManagementService>(broker, ModelManagementService, {
      resolveModel: (request) => {
        asked.push(request);
        if (!request.modelRef.startsWith('voice')) throw new RpcError('NOT_FOUND', 'MODEL_NOT_FOUND', 'no');
        const { active, canary } = serving;
        const number = canary !== undefined && request.routingKey?.startsWith('c') === true ? canary : active;
        return Promise.resolve({
          modelVersion: version(number),
          via: ResolvedVia.DEPLOYMENT,
          ttlMs: 30_000n,
          deploymentId: 'dep_1',
          dependsOnKey: canary !== undefined,
        });
      },
    });
    harness = await startAi(
      { broker, clock },
      createAiService((name) => `secret of ${name}`),
    );
  });
  afterEach(async () => {
    await harness.stop();
    await registry.stop();
    await llm.stop();
  });

  const ask = (player = 'p1', targets = ['voice']) =>
    asPlayer(harness, player).generate(dialogue('Hello.', { targets }));

  it('asks a registered model where the registry says it is, with the key it names, and remembers', async () => {
    llm.behave(say('From the registry.'));
    expect(await ask()).toMatchObject({
      text: 'From the registry.',
      modelRef: 'voice:1',
      provider: 'voice:1',
      usage: { costMicros: 7n },
    });
    await ask();
    expect(asked).toEqual([{ modelRef: 'voice', environment: 'prod', routingKey: 'p1' }]);
    expect(llm.requests[0]).toMatchObject({
      authorization: 'Bearer secret of VOICE_API_KEY',
      body: { model: 'model-1' },
    });
    const { providers } = await asPlayer(harness).listProviders({});
    expect(providers.map(({ id }) => id)).toEqual(['embedded', 'voice:1']);
  });

  it('gives no other secrets of the environment away', async () => {
    serving = { active: 2 };
    llm.behave(say('Yes.'));
    await ask();
    expect(llm.requests[0]?.authorization).toBeUndefined();
  });

  it('asks anew when the time is over, or a deployment changed', async () => {
    llm.behave(say('Yes.'));
    await ask();
    clock.advance(30_001);
    await ask();
    expect(asked).toHaveLength(2);
    serving = { active: 2 };
    const about = { source: 'model-management', clock, entityId: 'prod.voice', entityVersion: 2 };
    await new EventPublisher(harness.broker.events).publish(createEvent(DeploymentChanged, { name: 'voice' }, about));
    await delay(60);
    expect(await ask()).toMatchObject({ modelRef: 'voice:2' });
  });

  it('keeps players on their side of a canary', async () => {
    serving = { active: 1, canary: 2 };
    llm.behave(say('Yes.'));
    const refs = [];
    for (const player of ['p1', 'c1', 'p1', 'c1']) refs.push((await ask(player)).modelRef);
    expect(refs).toEqual(['voice:1', 'voice:2', 'voice:1', 'voice:2']);
    expect(asked).toHaveLength(2);
  });

  it('does not know what the registry does not', async () => {
    await expect(ask('p1', ['oracle', 'embedded'])).rejects.toEqual(refused('MODEL_NOT_FOUND'));
    expect((await ask('p1', ['narrator'])).provider).toBe('embedded');
  });

  it('goes on by the models of its settings while the registry is away', async () => {
    await registry.stop();
    expect((await ask('p1', ['voice', 'narrator'])).provider).toBe('embedded');
    await expect(ask('p1', ['voice'])).rejects.toEqual(refused('MODEL_NOT_FOUND'));
  });

  it('tells of each try, and for whom it was', async () => {
    llm.behave(refuse(401));
    const npc = asService(harness);
    const targets = ['voice', 'embedded'];
    const generation = await npc.generate(dialogue('Hello.', { targets, playerId: 'p7', decisionId: 'rte_1' }));
    const [event] = await publishedEvents(harness.broker, GenerationCompleted, 1);
    expect(event?.payload).toMatchObject({
      decisionId: 'rte_1',
      target: 'embedded',
      modelRef: 'narrator:1',
      provider: 'embedded',
      playerId: 'p7',
      streamed: false,
      failedAttempts: [{ target: 'voice', modelRef: 'voice:1', code: 'HTTP_401' }],
    });
    // It is the player's own.
    const { generationId } = generation;
    expect((await asPlayer(harness, 'p7').getGeneration({ generationId })).generationId).toBe(generationId);
    expect((await npc.getGeneration({ generationId })).generationId).toBe(generationId);
    await expect(asPlayer(harness, 'p8').getGeneration({ generationId })).rejects.toEqual(
      refused('NOT_YOUR_GENERATION'),
    );
  });

  it('counts what a service asks for a player as the player’s, and lets it give instructions', async () => {
    await harness.stop();
    harness = await startAi({ clock, environment: { BB_TOKEN_BUDGET: '200' } });
    const messages = [
      { role: MessageRole.SYSTEM, content: 'You are Grubb.' },
      { role: MessageRole.USER, content: 'Hello.' },
    ];
    const more = { messages, playerId: 'p1', params: { maxTokens: 150 } };
    const npc = asService(harness);
    expect(textOf(await readAll(npc.generateStream(dialogue('', more))))).not.toBe('');
    const spend = async (): Promise<void> => {
      for (let i = 0; i < 20; i += 1) await npc.generate(dialogue('', more));
    };
    await expect(spend()).rejects.toEqual(refused('TOKEN_BUDGET'));
    await expect(asPlayer(harness).generate(dialogue('Hello.', { params: { maxTokens: 199 } }))).rejects.toEqual(
      refused('TOKEN_BUDGET'),
    );
    const other = dialogue('Hello.', { playerId: 'p2' });
    await expect(asPlayer(harness).generate(other)).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
  });
});
