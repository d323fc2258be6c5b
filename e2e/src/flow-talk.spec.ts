import { randomBytes } from 'node:crypto';
import { Api } from './api.js';
import { eventually } from './eventually.js';
import { Broker } from './flow/broker.js';
import { replay } from './flow/replay.js';
import { PLACE, someone, Talk, type Reply } from './flow/talk.js';
import { sharedStack } from './shared-stack.js';
import { startStack, type Stack } from './stack.js';

/** A word no document has. */
const word = (): string => `z${randomBytes(8).toString('hex').replace(/[0-9]/gu, 'o')}`;

function expectInOrder({ chunks, frames, outcomes }: Reply): void {
  expect(chunks.map(({ sequence = 0 }) => Number(sequence))).toEqual(chunks.map((_, index) => index));
  expect(new Set(chunks.map(({ streamId }) => streamId)).size).toBe(1);
  expect(outcomes).toHaveLength(1);
  expect(frames.at(-1).outcome).toBeDefined();
}

describe('a player who talks with somebody', () => {
  const { api, url } = sharedStack();
  let admin = '';
  let broker: Broker;

  beforeAll(async () => {
    admin = await api.adminToken();
  });
  beforeEach(async () => {
    broker = await Broker.join(api, admin);
    await broker.standAt(PLACE);
  });

  const write = async (document: object): Promise<void> => {
    const answer = await api.post('/v1/collections/lore/documents', { document }, { token: admin });
    expect([answer.status, answer.body.reason]).toEqual([200, undefined]);
  };

  it('hears the first words at once, all in order, and one outcome', async () => {
    const talk = await Talk.begin(url, broker, await someone(broker));
    const replies: Reply[] = [];
    for (const line of [
      'What do you know about the Bone Ledger?',
      'And what does the Ledger law say?',
      'Who wrote the Bone Ledger?',
    ])
      replies.push(await talk.say(line, replies.length));
    // The machine may be busy with other things: the quickest of three is what an answer takes.
    expect(Math.min(...replies.map(({ firstDeltaMs }) => firstDeltaMs))).toBeLessThan(300);
    for (const [turn, reply] of replies.entries()) {
      expectInOrder(reply);
      expect(reply.chunks.at(-1).done).toMatchObject({ provider: 'embedded', finishReason: 'FINISH_REASON_STOP' });
      expect(reply.outcomes[0]).toMatchObject({ completed: true, turn: turn + 1 });
    }
    const { lines } = await talk.look();
    expect(lines.filter(({ speaker }: Record<string, string>) => speaker === 'SPEAKER_NPC')).toMatchObject([
      { text: talk.greeting },
      ...replies.map(({ text }) => ({ text })),
    ]);
  }, 20_000);

  it('is told what this one may know, and none of what it may not', async () => {
    const topic = word();
    const [known, foreign, secret] = [word(), word(), word()];
    const document = (id: string, says: string, more: object) => ({
      id,
      title: `Of ${topic}`,
      text: `They say of ${topic} that ${says} was its price.`,
      ...more,
    });
    await write(document(known, known, { visibility: 'VISIBILITY_KNOWN_BY', knownBy: ['law'] }));
    await write(document(foreign, foreign, { visibility: 'VISIBILITY_KNOWN_BY', knownBy: ['houses'] }));
    await write(document(secret, secret, { visibility: 'VISIBILITY_SECRET' }));
    const [lawyer, valet] = await Promise.all([
      someone(broker, { knowledgeTags: ['law'] }),
      someone(broker, { knowledgeTags: ['houses'] }),
    ]);
    const ask = async (npcId: string): Promise<Reply> => {
      const talk = await Talk.begin(url, broker, npcId);
      const reply = await talk.say(`What do you know about ${topic}?`);
      await broker.do(`/v1/conversations/${talk.id}:end`);
      return reply;
    };
    const [byLawyer, byValet] = [await ask(lawyer), await ask(valet)];
    const all = new Set([known, foreign, secret]);
    const drawnOn = ({ outcomes }: Reply): string[] => outcomes[0].factIds.filter((id: string) => all.has(id));
    expect(drawnOn(byLawyer)).toEqual([known]);
    expect(drawnOn(byValet)).toEqual([foreign]);
    expect([byLawyer.text.includes(known), byValet.text.includes(foreign)]).toEqual([true, true]);
    for (const hidden of [foreign, secret]) expect(byLawyer.text).not.toContain(hidden);
    for (const hidden of [known, secret]) expect(byValet.text).not.toContain(hidden);
  }, 20_000);

  it('is remembered, and it is told once that they talked', async () => {
    const npcId = await someone(broker);
    const talk = await Talk.begin(url, broker, npcId);
    const { text, chunks } = await talk.say('You have been kind to my brother, thank you');
    const query = new URLSearchParams({ query: 'kind brother', limit: '10' });
    const { body } = await api.get(`/v1/npcs/${npcId}/memories:recall?${query.toString()}`, { token: admin });
    const memories = body.memories.map((memory: { text: string }) => memory.text);
    expect(memories).toContain('Ash said: You have been kind to my brother, thank you');
    expect(memories).toContain(`I told Ash: ${text}`);
    expect((await broker.regard(npcId))[0]).toBeGreaterThan(0);
    await eventually(async () => {
      const talked = await replay(url, admin, 'GAME_EVENTS', { type: 'game.npc.talked', playerId: broker.id });
      expect(talked.map(({ payload }) => payload)).toMatchObject([{ npcId, intent: 'INTENT_PRAISE' }]);
    }, 5000);
    await eventually(async () => {
      const completed = await replay(url, admin, 'SYSTEM_EVENTS', { type: 'sys.ai.generation_completed' });
      const ofThis = completed.filter(({ payload }) => payload.generationId === chunks[0].streamId);
      expect(ofThis.map(({ payload }) => payload)).toMatchObject([{ provider: 'embedded' }]);
    }, 5000);
  }, 20_000);
});

describe('a talk in which something breaks', () => {
  let stack: Stack;
  let api: Api;
  let admin = '';
  let broker: Broker;

  beforeAll(async () => {
    stack = await startStack({
      services: [
        'auth',
        'time-manager',
        'world-state',
        'npc-behavior',
        'ai-integration',
        'ai-router',
        'model-management',
        'settings',
      ],
      // Words come slowly, so that there is a middle to break in. The remote model is one that nobody serves.
      env: { BB_STREAM_CHUNK_MS: '120', BB_LLM_BASE_URL: 'http://127.0.0.1:9/v1', BB_LLM_MODEL: 'nobody' },
    });
    api = new Api(stack.url);
    admin = await api.adminToken();
  }, 90_000);
  afterAll(() => stack.stop());
  beforeEach(async () => {
    broker = await Broker.join(api, admin);
    await broker.standAt(PLACE);
  });

  const generation = async (id: string): Promise<string> =>
    (await api.get(`/v1/generations/${id}`, { token: admin })).body.status;

  it('is answered by the embedded generator when no remote model is there', async () => {
    const talk = await Talk.begin(stack.url, broker, await someone(broker));
    const reply = await talk.say('What do you know about the Bone Ledger?');
    expectInOrder(reply);
    expect(reply.chunks.at(-1).done).toMatchObject({ provider: 'embedded' });
    expect(reply.outcomes[0]).toMatchObject({ completed: true, turn: 1 });
  }, 30_000);

  it('stops the generation within a second when the player leaves, and keeps the turn', async () => {
    const talk = await Talk.begin(stack.url, broker, await someone(broker));
    const leaving = new AbortController();
    let [generationId, heard] = ['', ''];
    await (async () => {
      for await (const { data } of talk.frames('Tell me about the Ledger law, all of it', 0, leaving.signal)) {
        generationId = data.chunk?.streamId ?? generationId;
        heard += data.chunk?.delta?.text ?? '';
        if (heard !== '') leaving.abort();
      }
    })().catch(() => undefined);
    await eventually(async () => expect(await generation(generationId)).toBe('GENERATION_STATUS_CANCELLED'), 1000);
    await eventually(async () => {
      const { conversation, lines } = await talk.look();
      expect(conversation).toMatchObject({ state: 'CONVERSATION_STATE_OPEN', turn: 1 });
      expect(lines.at(-1)).toMatchObject({ turn: 1, speaker: 'SPEAKER_NPC', partial: true });
      expect(lines.at(-1).text.startsWith(heard)).toBe(true);
    }, 2000);
    expect((await talk.say('Where was I', 1)).outcomes[0]).toMatchObject({ completed: true, turn: 2 });
  }, 30_000);

  it('ends with a partial error when the generator is killed in the middle; the turn is kept and can be said again', async () => {
    const npcId = await someone(broker);
    const talk = await Talk.begin(stack.url, broker, npcId);
    let heard = 0;
    const broken = await talk.say('You are very kind and wonderful', 0, () => {
      heard += 1;
      if (heard === 2) stack.running.findLast(({ name }) => name === 'ai-integration')?.child.kill('SIGKILL');
    });
    expectInOrder(broken);
    expect(broken.text).not.toBe('');
    expect(broken.chunks.at(-1).failure).toMatchObject({ partial: true });
    expect([broken.outcomes[0].completed ?? false, broken.outcomes[0].turn]).toEqual([false, 1]);
    // Nothing was taken to heart.
    expect(await broker.regard(npcId)).toEqual([0, 0]);
    const { conversation, lines } = await talk.look();
    expect(conversation).toMatchObject({ state: 'CONVERSATION_STATE_OPEN', turn: 1 });
    expect(lines.at(-1)).toMatchObject({ turn: 1, text: broken.text, partial: true });

    // Nobody to answer at all: refused before the first word, and the turn is kept as well.
    await expect(talk.say('Are you there?', 1)).rejects.toThrow(/HTTP 503.*"code":"UNAVAILABLE"/su);
    expect((await talk.look()).conversation).toMatchObject({ state: 'CONVERSATION_STATE_OPEN', turn: 2 });

    await stack.add('ai-integration', { BB_INSTANCE: 'ai-integration-next' });
    const again = await eventually(() => talk.say('You are very kind and wonderful'), 15_000);
    expectInOrder(again);
    expect(again.outcomes[0].completed).toBe(true);
    expect((await broker.regard(npcId))[0]).toBeGreaterThan(0);
  }, 60_000);
});
