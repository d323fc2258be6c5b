import { setTimeout as delay } from 'node:timers/promises';
import { MessageRole } from '@bodybroker/contracts-ai-integration';
import {
  ConversationState,
  Emotion,
  Intent,
  NpcTalked,
  RelationshipChanged,
  Speaker,
  TalkOffer_Kind,
} from '@bodybroker/contracts-npc-behavior';
import { ServerModeChanged, ServerModeLevel } from '@bodybroker/contracts-performance-mode';
import { EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { ManualClock, createTestBroker, publishedEvents, type ServiceHarness } from '@bodybroker/testing';
import { startFakePeers, type FakePeers } from './fake-peers.js';
import { asAdmin, asPlayer, once, outcomeOf, readAll, refused, startNpcs, type NpcClient } from './start-npcs.js';

const CASK = 'mother-cask';

describe('talking to an NPC', () => {
  let clock: ManualClock;
  let harness: ServiceHarness;
  let peers: FakePeers;
  let player: NpcClient;

  beforeEach(async () => {
    clock = new ManualClock();
    const broker = createTestBroker();
    peers = await startFakePeers(broker);
    peers.places.set('p1', 'gallows-inn');
    harness = await startNpcs({ broker, clock });
    player = asPlayer(harness);
    // Mother Cask gets up at nine.
    await asAdmin(harness).advanceNpcs({ toGms: BigInt(12 * 3_600_000) });
  });

  afterEach(async () => {
    await harness.stop();
    await peers.stop();
  });

  const begin = async (npcId = CASK, options = once()): Promise<string> => {
    const { conversation } = await player.startConversation({ npcId, playerId: 'p1', playerName: 'Ash' }, options);
    return conversation?.conversationId ?? '';
  };

  it('greets in the NPC’s own words, once for one key', async () => {
    const key = once();
    const request = { npcId: CASK, playerId: 'p1', playerName: 'Ash' };
    const first = await player.startConversation(request, key);
    expect(first.greeting).not.toContain('{');
    expect(first.conversation).toMatchObject({
      npcId: CASK,
      turn: 0,
      locationId: 'gallows-inn',
      state: ConversationState.OPEN,
    });
    expect(await player.startConversation(request, key)).toEqual(first);
    await expect(begin('doctor-ambrose')).rejects.toEqual(refused('CONVERSATION_OPEN', { npc_id: CASK }));
  });

  it('greets in its tongue first, where it has one', async () => {
    peers.places.set('p1', 'bone-chapel');
    const { greeting, greetingEnglish, greetingLanguageId } = await player
      .startConversation({ npcId: 'brother-tallis', playerId: 'p1' }, once())
      .catch(async () => {
        // He is in the tenement at noon.
        peers.places.set('p1', 'bone-tenement');
        return player.startConversation({ npcId: 'brother-tallis', playerId: 'p1' }, once());
      });
    expect(greeting).toMatch(/^Osha vel\. /);
    expect([greetingEnglish, greetingLanguageId]).toEqual(['peace to you', 'ossuary']);
  });

  it('relays the chunks as they are, then one outcome', async () => {
    const conversationId = await begin();
    const { frames } = await readAll(
      player.sayToNpc({ conversationId, text: 'What do you know about the Bone Ledger?', expectedTurn: 0 }),
    );
    const chunks = frames.flatMap(({ frame }) => (frame.oneofKind === 'chunk' ? [frame.chunk] : []));
    expect(chunks.map(({ sequence }) => Number(sequence))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(chunks.map(({ chunk }) => chunk.oneofKind).slice(-2)).toEqual(['usage', 'done']);
    expect(frames).toHaveLength(7);
    expect(frames.at(-1)?.frame).toMatchObject({
      oneofKind: 'outcome',
      outcome: { intent: Intent.ASK, turn: 1, completed: true, topics: ['bone-ledger', 'the bone ledger'] },
    });
  });

  it('gives the generator the topic, the facts and the voice of the NPC, in its own name and for the player', async () => {
    const conversationId = await begin();
    await outcomeOf(player.sayToNpc({ conversationId, text: 'What do you know about the Bone Ledger?' }));
    const [prompt] = peers.asked.prompts;
    expect(peers.asked.actors).toEqual(['service:npc-behavior']);
    expect(prompt).toMatchObject({ playerId: 'p1', decisionId: 'dec_1', targets: ['remote:1'] });
    expect(prompt?.context?.slots).toMatchObject({ topic: 'the Bone Ledger', player: 'Ash', trust: '0' });
    expect(prompt?.context?.tags).toEqual(
      expect.arrayContaining(['archetype:innkeeper', 'mood:warm', 'ward:gallows', 'hour:day', 'intent:ask']),
    );
    expect(prompt?.context?.facts[0]).toMatchObject({ id: 'bone-ledger' });
    expect(prompt?.messages.at(-1)).toMatchObject({
      role: MessageRole.USER,
      content: 'What do you know about the Bone Ledger?',
    });
    const system = prompt?.messages.filter(({ role }) => role === MessageRole.SYSTEM) ?? [];
    expect(system).toHaveLength(1);
    // What players write is never in what the system says.
    expect(system[0]?.content).not.toContain('Ash');
    expect(peers.asked.contexts[0]?.viewer).toMatchObject({ npcId: CASK, knowledgeTags: ['streets', 'trade', 'law'] });
  });

  it('remembers a wrong to its own people first, and trusts less for it', async () => {
    const conversationId = await begin();
    await outcomeOf(player.sayToNpc({ conversationId, text: 'Hello. The rain is loud on the roof today.' }));
    const outcome = await outcomeOf(player.sayToNpc({ conversationId, text: "I sold your brother's eyes." }));
    expect(outcome).toMatchObject({ intent: Intent.CONFESS, emotion: Emotion.HOSTILE });
    expect(outcome.relationship?.trust).toBeLessThan(0);
    const { memories } = await asAdmin(harness).recallMemories({ npcId: CASK, query: 'brother' });
    expect(memories[0]?.text).toBe("Ash said: I sold your brother's eyes.");
    expect((await player.recallMemories({ npcId: CASK, query: 'brother' })).memories[0]?.text).toContain('brother');
    expect((await asPlayer(harness, 'p2').recallMemories({ npcId: CASK, query: 'brother' })).memories).toEqual([]);
    const relationship = await player.getRelationship({ npcId: CASK, playerId: 'p1' });
    expect(relationship).toEqual(outcome.relationship);
  });

  it('is won by kind words once an hour only', async () => {
    await harness.stop();
    harness = await startNpcs({
      broker: harness.broker,
      store: harness.store,
      clock,
      environment: { BB_SAYS_PER_MINUTE: '20' },
    });
    player = asPlayer(harness);
    const conversationId = await begin();
    const trusts: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const outcome = await outcomeOf(
        player.sayToNpc({ conversationId, text: 'You are very kind and wonderful.', expectedTurn: turn }),
      );
      trusts.push(outcome.relationship?.trust ?? 0);
    }
    expect(trusts[0]).toBeGreaterThan(0);
    expect(new Set(trusts).size).toBe(1);
    const changes = await publishedEvents(harness.broker, RelationshipChanged, 1);
    expect(changes[0]).toMatchObject({ playerId: 'p1', payload: { npcId: CASK, reason: 'talk.praise' } });
    const { gms } = { gms: 14 * 3_600_000 };
    await asAdmin(harness).advanceNpcs({ toGms: BigInt(gms) });
    const later = await outcomeOf(player.sayToNpc({ conversationId, text: 'You are very kind and wonderful.' }));
    expect(later.relationship?.trust).toBe((trusts[0] ?? 0) * 2);
  });

  it('takes six lines a minute, and says when the next may come', async () => {
    const conversationId = await begin();
    for (let turn = 0; turn < 6; turn += 1) await outcomeOf(player.sayToNpc({ conversationId, text: 'And then?' }));
    const { error } = await readAll(player.sayToNpc({ conversationId, text: 'And then?' }));
    expect(error).toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'SAY_RATE', retryable: true });
    expect(error?.retryAfterMs).toBeGreaterThan(0);
    clock.advance(60_001);
    expect((await outcomeOf(player.sayToNpc({ conversationId, text: 'And then?' }))).turn).toBe(7);
  });

  it('takes one of two lines that are said at once', async () => {
    const conversationId = await begin();
    const say = () => readAll(player.sayToNpc({ conversationId, text: 'Well?', expectedTurn: 0 }));
    const results = await Promise.all([say(), say()]);
    const lost = results.filter(({ error }) => error !== undefined);
    expect(lost).toHaveLength(1);
    expect(lost[0]?.error).toMatchObject({ code: 'VERSION_CONFLICT', details: { current_turn: '1' } });
    expect(await publishedEvents(harness.broker, NpcTalked, 1)).toMatchObject([
      { playerId: 'p1', payload: { turn: 1 } },
    ]);
  });

  it.each([
    ['nothing', '   ', 'INVALID_FIELD'],
    ['too much', 'x'.repeat(1001), 'INVALID_FIELD'],
  ])('refuses %s', async (_what, text, reason) => {
    const conversationId = await begin();
    const { error } = await readAll(player.sayToNpc({ conversationId, text }));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', reason });
  });

  it('keeps a conversation from other players, and knows what is none', async () => {
    const conversationId = await begin();
    const other = asPlayer(harness, 'p2');
    const { error } = await readAll(other.sayToNpc({ conversationId, text: 'Hello' }));
    expect(error).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_YOUR_CONVERSATION' });
    await expect(other.getConversation({ conversationId })).rejects.toEqual(refused('NOT_YOUR_CONVERSATION'));
    await expect(other.endConversation({ conversationId })).rejects.toEqual(refused('NOT_YOUR_CONVERSATION'));
    await expect(player.getConversation({ conversationId: 'nonsense' })).rejects.toEqual(
      refused('CONVERSATION_NOT_FOUND'),
    );
  });

  it('talks to one at a time, until the conversation ends or falls silent', async () => {
    const conversationId = await begin();
    peers.places.set('p2', 'gallows-inn');
    const other = asPlayer(harness, 'p2');
    const start = () => other.startConversation({ npcId: CASK, playerId: 'p2' }, once());
    await expect(start()).rejects.toEqual(refused('NPC_UNAVAILABLE', { why: 'BUSY' }));
    expect((await player.endConversation({ conversationId })).state).toBe(ConversationState.ENDED);
    await start();
    await expect(begin()).rejects.toEqual(refused('NPC_UNAVAILABLE', { why: 'BUSY' }));
    clock.advance(180_001);
    const again = await begin();
    expect(again).not.toBe(conversationId);
    const { error } = await readAll(player.sayToNpc({ conversationId, text: 'Hello' }));
    expect(error).toMatchObject({ reason: 'CONVERSATION_ENDED' });
  });

  it('does not talk to who is elsewhere, or while asleep', async () => {
    peers.places.set('p1', 'tallow-rooms');
    await expect(begin()).rejects.toEqual(
      refused('NOT_HERE', { npc_location: 'gallows-inn', player_location: 'tallow-rooms' }),
    );
    await asAdmin(harness).advanceNpcs({ toGms: BigInt(27 * 3_600_000) });
    peers.places.set('p1', 'gallows-inn');
    await expect(begin()).rejects.toEqual(
      refused('NPC_UNAVAILABLE', { why: 'ASLEEP', until_gms: String(33 * 3_600_000) }),
    );
  });

  it('shows what was said, page by page', async () => {
    const conversationId = await begin();
    await outcomeOf(player.sayToNpc({ conversationId, text: 'A badword for you' }));
    const first = await player.getConversation({ conversationId, pageSize: 2 });
    const second = await player.getConversation({ conversationId, pageSize: 2, pageToken: first.nextPageToken });
    expect([...first.lines, ...second.lines].map(({ turn, speaker, text }) => [turn, speaker, text])).toEqual([
      [0, Speaker.NPC, first.lines[0]?.text],
      [1, Speaker.PLAYER, 'A *** for you'],
      [1, Speaker.NPC, 'The ledger says so.'],
    ]);
    expect(second.nextPageToken).toBe('');
  });

  it('offers its quests to who asks for work, and trade to who trades', async () => {
    peers.places.set('p1', 'tallow-cellars');
    const conversationId = await begin('odile-marrow').catch(() => {
      peers.places.set('p1', 'tallow-slaughterhouse');
      return begin('odile-marrow');
    });
    const work = await outcomeOf(player.sayToNpc({ conversationId, text: 'Have you any work for me?' }));
    expect(work.offers).toEqual([{ kind: TalkOffer_Kind.QUEST, id: 'first-cut' }]);
    const trade = await outcomeOf(player.sayToNpc({ conversationId, text: 'I want to sell something' }));
    expect(trade.offers).toEqual([{ kind: TalkOffer_Kind.TRADE, id: '' }]);
  });

  describe('when the generator', () => {
    it('breaks off, keeps the turn but takes nothing to heart', async () => {
      const conversationId = await begin();
      peers.generation = 'failure';
      const { frames } = await readAll(player.sayToNpc({ conversationId, text: 'You are a fool' }));
      expect(frames.at(-2)?.frame).toMatchObject({
        chunk: { chunk: { oneofKind: 'failure', failure: { partial: true } } },
      });
      expect(frames.at(-1)?.frame).toMatchObject({
        outcome: { completed: false, turn: 1, relationship: { trust: 0 } },
      });
      peers.generation = 'done';
      const outcome = await outcomeOf(player.sayToNpc({ conversationId, text: 'You are a fool', expectedTurn: 1 }));
      expect(outcome.relationship?.trust).toBeLessThan(0);
    });

    it('is lost in the middle, ends the chunks with a failure of the next sequence', async () => {
      const conversationId = await begin();
      peers.generation = 'lost';
      const { frames, error } = await readAll(player.sayToNpc({ conversationId, text: 'Well?' }));
      expect(error).toBeUndefined();
      expect(frames.at(-2)?.frame).toMatchObject({ chunk: { sequence: 4n, chunk: { oneofKind: 'failure' } } });
      expect(frames.at(-1)?.frame).toMatchObject({ outcome: { completed: false } });
    });

    it('refuses, ends the stream with its error and the next turn', async () => {
      const conversationId = await begin();
      peers.generation = 'refused';
      const { frames, error } = await readAll(player.sayToNpc({ conversationId, text: 'Well?' }));
      expect(frames).toEqual([]);
      expect(error).toMatchObject({ code: 'UNAVAILABLE', reason: 'NO_PROVIDER', details: { turn: '1' } });
      peers.generation = 'done';
      expect((await outcomeOf(player.sayToNpc({ conversationId, text: 'Well?', expectedTurn: 1 }))).turn).toBe(2);
    });

    it('is not heard to its end, is told to stop, and the next line may be said', async () => {
      const conversationId = await begin();
      peers.generation = 'hangs';
      const leaving = new AbortController();
      const heard: unknown[] = [];
      const reading = (async () => {
        for await (const frame of player.sayToNpc({ conversationId, text: 'Well?' }, { signal: leaving.signal })) {
          heard.push(frame);
          if (heard.length === 4) leaving.abort();
        }
      })().catch(() => undefined);
      await reading;
      for (let tries = 0; peers.asked.cancelled.length === 0 && tries < 100; tries += 1) await delay(10);
      expect(peers.asked.cancelled).toEqual(['gen_1 by service:npc-behavior']);
      peers.generation = 'done';
      for (let tries = 0; tries < 100; tries += 1) {
        const { conversation } = await player.getConversation({ conversationId });
        if (conversation?.state === ConversationState.OPEN) break;
        await delay(10);
      }
      expect((await outcomeOf(player.sayToNpc({ conversationId, text: 'Well?' }))).turn).toBe(2);
    });
  });

  it('does not tell one player what another said', async () => {
    const conversationId = await begin();
    await outcomeOf(player.sayToNpc({ conversationId, text: 'The heir is buried under the glasshouse' }));
    await player.endConversation({ conversationId });
    peers.places.set('p2', 'gallows-inn');
    const other = asPlayer(harness, 'p2');
    const { conversation } = await other.startConversation({ npcId: CASK, playerId: 'p2' }, once());
    await outcomeOf(
      other.sayToNpc({
        conversationId: conversation?.conversationId ?? '',
        text: 'Who is buried under the glasshouse?',
      }),
    );
    expect(peers.asked.prompts).toHaveLength(2);
    expect(JSON.stringify(peers.asked.prompts[1]?.context)).not.toContain('The heir');
  });

  it('asks neither lore nor router while the servers are in need', async () => {
    const changed = createEvent(
      ServerModeChanged,
      { mode: ServerModeLevel.EMERGENCY },
      { source: 'performance-mode', clock, entityId: 'server', eventId: 'mode-1' },
    );
    await new EventPublisher(harness.broker.events).publish(changed);
    await delay(50);
    clock.advance(1001);
    const conversationId = await begin();
    const outcome = await outcomeOf(player.sayToNpc({ conversationId, text: 'What do you know about the rope?' }));
    expect(outcome.factIds).toEqual(['own-1', 'own-2', 'own-3']);
    expect([peers.asked.contexts, peers.asked.routes]).toEqual([[], []]);
    expect(peers.asked.prompts[0]?.targets).toEqual(['embedded']);
  });

  it('heeds what the player wants to read, and where words may go', async () => {
    peers.settings = {
      'content.gore': 'OFF',
      'content.phobia.eyes': true,
      'ai.remote_allowed': false,
      'ai.narration_length': 'SHORT',
    };
    const conversationId = await begin();
    await outcomeOf(player.sayToNpc({ conversationId, text: 'What is new?' }));
    expect(peers.asked.prompts[0]?.context?.tags).toEqual(
      expect.arrayContaining(['without:gore', 'without:phobia.eyes', 'length:short']),
    );
    expect(peers.asked.routes[0]).toMatchObject({ privacy: 1, sessionKey: conversationId, playerId: 'p1' });
    peers.settings = { 'ai.enabled': false };
    await outcomeOf(player.sayToNpc({ conversationId, text: 'What else is new?' }));
    expect(peers.asked.routes).toHaveLength(1);
    expect(peers.asked.prompts[1]?.targets).toEqual(['embedded']);
  });
});

describe('talking while all others are away', () => {
  it('still greets and answers, from what the NPC knows by itself', async () => {
    const broker = createTestBroker();
    const peers = await startFakePeers(broker, ['ai-integration']);
    const harness = await startNpcs({ broker });
    await asAdmin(harness).advanceNpcs({ toGms: BigInt(12 * 3_600_000) });
    const player = asPlayer(harness);
    const { conversation, greeting } = await player.startConversation({ npcId: CASK, playerId: 'p1' }, once());
    expect(greeting).not.toBe('');
    const conversationId = conversation?.conversationId ?? '';
    const outcome = await outcomeOf(player.sayToNpc({ conversationId, text: 'Tell me about the rope' }));
    expect(outcome.factIds).toEqual(['own-1', 'own-2', 'own-3']);
    // Nobody says that words may leave the server.
    expect(peers.asked.prompts[0]?.targets).toEqual(['embedded']);
    await harness.stop();
    await peers.stop();
  });

  it('says so when nobody can word a reply', async () => {
    const harness = await startNpcs();
    await asAdmin(harness).advanceNpcs({ toGms: BigInt(12 * 3_600_000) });
    const player = asPlayer(harness);
    const { conversation } = await player.startConversation({ npcId: CASK, playerId: 'p1' }, once());
    const conversationId = conversation?.conversationId ?? '';
    const { error } = await readAll(player.sayToNpc({ conversationId, text: 'Hello' }));
    expect(error).toMatchObject({ code: 'UNAVAILABLE', details: { turn: '1' } });
    await harness.stop();
  });
});
