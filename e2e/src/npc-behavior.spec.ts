import { randomBytes } from 'node:crypto';
import { newKey, type Player } from './api.js';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';
import { sse, type Frame } from './sse.js';

const { api, url } = sharedStack();
const HOUR = 3_600_000;
const PLACE = 'bone-chapel';

describe('npc-behavior, through the gateway', () => {
  let admin = '';
  beforeAll(async () => {
    admin = await api.adminToken();
  });

  /** Somebody new, at one place all day unless said otherwise: other specs move the clock. */
  const someone = async (more: object = {}): Promise<string> => {
    const npcId = `npc-${randomBytes(5).toString('hex')}`;
    const npc = {
      npcId,
      name: 'Sexton Mordecai Pell',
      archetype: 'gravedigger',
      homeLocation: PLACE,
      faction: 'chapel',
      schedule: [{ fromHour: 0, toHour: 24, locationId: PLACE, activity: 'ACTION_TYPE_WORK' }],
      knowledgeTags: ['trade', 'law', 'faith'],
      voiceTags: ['mood:weary'],
      greetings: ['The ground is soft today, {player}.'],
      ownFacts: ['Sexton Pell keeps the chapel spade under the third pew.'],
      ...more,
    };
    const { status, body } = await api.post('/v1/npcs', { npc }, { token: admin });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return npcId;
  };

  /** A player who stands where the NPC is. */
  const visitor = async (): Promise<Player> => {
    const player = await api.player();
    const move = { toLocation: PLACE, mode: 'MOVE_MODE_PLACE' };
    const { status, body } = await api.post(`/v1/worlds/main/entities/${player.id}:move`, move, { token: admin });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return player;
  };

  const begin = async (npcId: string, { id, token }: Player) => {
    const request = { playerId: id, playerName: 'Ash' };
    const { status, body } = await api.post(`/v1/npcs/${npcId}/conversations`, request, {
      token,
      idempotencyKey: newKey(),
    });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };

  const say = (conversationId: string, text: string, token: string, signal?: AbortSignal): AsyncGenerator<Frame> =>
    sse(`${url}/v1/conversations/${conversationId}:say`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      ...(signal === undefined ? {} : { signal }),
    });

  const hear = async (frames: AsyncIterable<Frame>): Promise<Frame['data'][]> => {
    const heard: Frame['data'][] = [];
    for await (const { event, data } of frames) if (event !== 'end') heard.push(data);
    return heard;
  };

  it('has the people of the city, each in a ward', async () => {
    const { token } = await api.player();
    const { body } = await api.get('/v1/npcs/mother-cask', { token });
    expect(body).toMatchObject({ name: 'Mother Cask', archetype: 'innkeeper', faction: 'brokers' });
    const list = await api.get('/v1/npcs?faction=menders&page_size=200', { token });
    expect(list.body.npcs.length).toBeGreaterThanOrEqual(7);
  });

  it('is at 03:00 and at 13:00 where its schedule says', async () => {
    const npcId = await someone({
      schedule: [
        { fromHour: 22, toHour: 8, locationId: 'bone-tenement', activity: 'ACTION_TYPE_SLEEP' },
        { fromHour: 8, toHour: 22, locationId: PLACE, activity: 'ACTION_TYPE_WORK' },
      ],
    });
    const advanceTo = async (hour: number): Promise<void> => {
      const { body: time } = await api.get('/v1/worlds/main/time', { token: admin });
      const inDay = Number(time.gms) % (24 * HOUR);
      const byGms = String((hour * HOUR - inDay + 24 * HOUR + 600_000) % (24 * HOUR));
      const { status } = await api.post(
        '/v1/worlds/main/time:advance',
        { byGms },
        { token: admin, idempotencyKey: newKey() },
      );
      expect(status).toBe(200);
    };
    for (const [hour, place] of [
      [3, 'bone-tenement'],
      [13, PLACE],
    ] as const) {
      await advanceTo(hour);
      await eventually(async () => {
        const { body } = await api.get(`/v1/npcs/${npcId}`, { token: admin });
        expect([hour, body.locationId]).toEqual([hour, place]);
      }, 10_000);
      await eventually(async () => {
        const { body } = await api.get(`/v1/worlds/main/entities/${npcId}`, { token: admin });
        expect([hour, body.locationId]).toEqual([hour, place]);
      }, 10_000);
    }
  });

  it('streams a reply that names the topic and tells a fact, then one outcome', async () => {
    const npcId = await someone();
    const player = await visitor();
    const { conversation, greeting } = await begin(npcId, player);
    expect(greeting).toBe('The ground is soft today, Ash.');
    const startedMs = performance.now();
    let firstMs = 0;
    const frames: Frame['data'][] = [];
    for await (const { event, data } of say(
      conversation.conversationId,
      'What do you know about the Bone Ledger?',
      player.token,
    )) {
      if (firstMs === 0) firstMs = performance.now() - startedMs;
      if (event !== 'end') frames.push(data);
    }
    const chunks = frames.flatMap(({ chunk }) => (chunk === undefined || chunk.heartbeat !== undefined ? [] : [chunk]));
    expect(chunks.map(({ sequence = 0 }) => Number(sequence))).toEqual(chunks.map((_, index) => index));
    expect(chunks.at(-1).done).toMatchObject({ provider: 'embedded' });
    const reply = chunks.map(({ delta }) => delta?.text ?? '').join('');
    expect(reply.toLowerCase()).toContain('bone ledger');
    expect(frames.filter(({ outcome }) => outcome !== undefined)).toHaveLength(1);
    expect(frames.at(-1).outcome).toMatchObject({ intent: 'INTENT_ASK', turn: 1, completed: true });
    expect(frames.at(-1).outcome.topics).toContain('bone-ledger');
    expect(frames.at(-1).outcome.factIds.length).toBeGreaterThan(0);
    // 300 ms on a quiet machine; this one may be busy with other specs' servers.
    expect(firstMs).toBeLessThan(1500);
    const { body } = await api.get(`/v1/conversations/${conversation.conversationId}`, { token: player.token });
    expect(body.lines.map(({ text }: { text: string }) => text).slice(1)).toEqual([
      'What do you know about the Bone Ledger?',
      reply,
    ]);
  });

  it('remembers who sold whose eyes, and trusts less', async () => {
    const npcId = await someone();
    const player = await visitor();
    const { conversation } = await begin(npcId, player);
    await hear(say(conversation.conversationId, 'Quiet in here.', player.token));
    await hear(say(conversation.conversationId, "I sold your brother's eyes", player.token));
    const recalled = await api.get(`/v1/npcs/${npcId}/memories:recall?query=brother`, { token: admin });
    expect(recalled.body.memories[0].text).toContain("I sold your brother's eyes");
    const { body } = await api.get(`/v1/npcs/${npcId}/relationships/${player.id}`, { token: player.token });
    expect(body.trust).toBeLessThan(0);
    const other = await api.player();
    const foreign = await api.get(`/v1/npcs/${npcId}/relationships/${player.id}`, { token: other.token });
    expect(foreign.status).toBe(403);
  });

  it('is not won by saying kind things again and again', async () => {
    const npcId = await someone();
    const player = await visitor();
    const { conversation } = await begin(npcId, player);
    const trusts: number[] = [];
    let refusals = 0;
    const hour = async () =>
      Number((await api.get('/v1/worlds/main/time', { token: player.token })).body.gms) / 3_600_000;
    const begunHour = await hour();
    for (let count = 0; count < 10; count += 1) {
      const heard = await hear(say(conversation.conversationId, 'You are very kind and wonderful', player.token)).catch(
        (error: unknown) => {
          expect(String(error)).toContain('SAY_RATE');
          refusals += 1;
          return [];
        },
      );
      const outcome = heard.at(-1)?.outcome;
      if (outcome !== undefined) trusts.push(Number(outcome.relationship.trust ?? 0));
    }
    expect([trusts.length, refusals]).toEqual([6, 4]);
    expect(trusts[0]).toBeGreaterThan(0);
    // Once; and once more for each hour of the game that passed meanwhile, where the machine is slow.
    expect(new Set(trusts).size).toBeLessThanOrEqual(1 + Math.floor((await hour()) - begunHour));
  });

  it('decides the same for the same percepts', async () => {
    const npcId = await someone();
    const request = {
      percepts: [{ kind: 'PERCEPT_KIND_THREAT', strength: 1, subjectId: 'p', locationId: 'bone-gate' }],
    };
    const decide = async () => (await api.post(`/v1/npcs/${npcId}:decide`, request, { token: admin })).body;
    const [first, second] = [await decide(), await decide()];
    expect(second.action).toEqual(first.action);
    expect(first.scores.length).toBeGreaterThan(1);
  });

  it('talks to one player at a time, who must be there', async () => {
    const npcId = await someone();
    const [here, there] = [await visitor(), await api.player()];
    await begin(npcId, here);
    const start = (player: Player) =>
      api.post(
        `/v1/npcs/${npcId}/conversations`,
        { playerId: player.id },
        { token: player.token, idempotencyKey: newKey() },
      );
    const elsewhere = await start(there);
    expect([elsewhere.status, elsewhere.body.reason]).toEqual([409, 'NOT_HERE']);
    const busy = await start(await visitor());
    expect([busy.status, busy.body.reason]).toEqual([409, 'NPC_UNAVAILABLE']);
    const twice = await api.post(
      `/v1/npcs/${await someone()}/conversations`,
      { playerId: here.id },
      { token: here.token, idempotencyKey: newKey() },
    );
    expect([twice.status, twice.body.reason]).toEqual([409, 'CONVERSATION_OPEN']);
  });

  it('stops the generation within a second when the player goes away', async () => {
    const npcId = await someone();
    const player = await visitor();
    const { conversation } = await begin(npcId, player);
    const leaving = new AbortController();
    let generationId = '';
    await (async () => {
      for await (const { data } of say(
        conversation.conversationId,
        'Tell me about the Ledger law, all of it',
        player.token,
        leaving.signal,
      )) {
        generationId = data.chunk?.streamId ?? generationId;
        if (data.chunk?.delta !== undefined) leaving.abort();
      }
    })().catch(() => undefined);
    await eventually(async () => {
      const { body } = await api.get(`/v1/generations/${generationId}`, { token: admin });
      expect(body.status).toBe('GENERATION_STATUS_CANCELLED');
    }, 1000);
    await eventually(async () => {
      const { body } = await api.get(`/v1/conversations/${conversation.conversationId}`, { token: player.token });
      expect(body.conversation).toMatchObject({ state: 'CONVERSATION_STATE_OPEN', turn: 1 });
    }, 2000);
  });
});
