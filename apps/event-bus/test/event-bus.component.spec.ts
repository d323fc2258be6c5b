import { EventEnvelope, Struct } from '@bodybroker/contracts-common';
import { DeadLettered, ReplaySpeed, StartFrom, SubscriptionState } from '@bodybroker/contracts-event-bus';
import { HourPassed, contract as timeContract } from '@bodybroker/contracts-time-manager';
import { createMemoryBroker, decodeEvent, decodePayload, type MemoryServer } from '@bodybroker/nats-sdk';
import { announceContract } from '@bodybroker/service-kit';
import { eventually, ManualClock, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { ADMIN, NOTE, busOf, note, registerNote, take, textOf, type EventBus } from './event-bus-rig.js';
import { EVENT_TOPOLOGY } from './event-topology.js';

const DAY_MS = 86_400_000;
const refused = (reason: string): object => expect.objectContaining({ reason }) as object;

describe('event-bus', () => {
  let clock: ManualClock;
  let broker: MemoryServer;
  let harness: ServiceHarness;
  let bus: EventBus;

  beforeEach(async () => {
    clock = new ManualClock();
    broker = createMemoryBroker({ clock, topology: EVENT_TOPOLOGY });
    harness = await startHarness(service, {
      clock,
      broker,
      environment: { BB_MAX_SUBSCRIBERS: '2', BB_SWEEP_MS: '20' },
    });
    bus = busOf(harness);
    await registerNote(bus);
  });

  afterEach(() => harness.stop());

  const publish = (text: unknown, extra: Parameters<typeof note>[1] = {}) =>
    bus.publishEvent({ event: note(text, extra) });
  const pass = (ms: number): void => {
    clock.advance(ms);
    broker.events.wake();
  };

  describe('publishing', () => {
    it('replays from the first of three events those three, in order', async () => {
      const { sequence, stream } = await publish('one');
      await publish('two');
      await publish('three');
      const from = { from: StartFrom.SEQUENCE, sequence };
      const replayed = await take(bus.replayEvents({ stream, from }));
      expect(replayed.map(textOf)).toEqual(['one', 'two', 'three']);
      expect(replayed.map(({ sequence: at }) => at)).toEqual([sequence, sequence + 1n, sequence + 2n]);
      expect(replayed[0]).toMatchObject({
        type: NOTE,
        source: 'event-bus',
        entityId: 'e1',
        worldId: 'main',
        stream: 'GAME_EVENTS',
      });
    });

    it('stores one event of one id, and answers its sequence twice', async () => {
      const first = await publish('x', { eventId: 'id-1' });
      const second = await publish('x', { eventId: 'id-1' });
      expect(first).toMatchObject({ eventId: 'id-1', duplicate: false });
      expect(second).toEqual({ ...first, duplicate: true });
      expect(await take(bus.replayEvents({ stream: 'GAME_EVENTS' }))).toHaveLength(1);
      pass(120_001);
      expect(await publish('x', { eventId: 'id-1' })).toMatchObject({ duplicate: false });
    });

    it('names events by the idempotency key when they have no id', async () => {
      const event = note('x');
      const first = await bus.publishEvent({ event }, { idempotencyKey: 'k1' });
      expect(await bus.publishEvent({ event }, { idempotencyKey: 'k1' })).toEqual({ ...first, duplicate: true });
      expect(await bus.publishEvent({ event }, { idempotencyKey: 'k2' })).toMatchObject({ duplicate: false });
      const batch = await bus.publishBatch({ events: [event, event] }, { idempotencyKey: 'k1' });
      expect(batch.results).toMatchObject([0, 1].map(() => ({ outcome: { published: { duplicate: false } } })));
    });

    it.each([
      ['a member is missing', { other: 1 }, '/text'],
      ['a member is of another type', { text: 1 }, '/text'],
      ['a member is unknown', { text: 'a', more: 1 }, '/more'],
    ])('refuses a payload when %s, and says where', async (_why, json, path) => {
      const event = { ...note(''), payload: { oneofKind: 'json', json: Struct.fromJson(json as never) } } as const;
      await expect(bus.publishEvent({ event })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        reason: 'EVENT_SCHEMA',
        details: { path },
      });
    });

    it('refuses types it does not know, payloads over 64 KiB and binary for a JSON type', async () => {
      await expect(publish('x', { type: 'game.no.such' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        reason: 'EVENT_TYPE',
      });
      await expect(publish('x'.repeat(65_536))).rejects.toEqual(refused('PAYLOAD_TOO_LARGE'));
      const binary = { oneofKind: 'binary', binary: new Uint8Array(1) } as const;
      await expect(publish('', { payload: binary })).rejects.toEqual(refused('EVENT_SCHEMA'));
      await expect(publish('x', { playerId: 'a.b' })).rejects.toEqual(refused('BAD_PLAYER_ID'));
      await expect(publish('x', { playerId: '_' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      await expect(bus.publishEvent({})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });

    it('refuses an event whose subject has moved on', async () => {
      const { sequence } = await publish('first', { expectedLastSequence: 0n });
      await expect(publish('late', { expectedLastSequence: 0n })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
        details: { current_version: String(sequence) },
      });
      await expect(publish('next', { expectedLastSequence: sequence })).resolves.toMatchObject({ duplicate: false });
    });

    it('stores what it can of a batch, in its order', async () => {
      const { results } = await bus.publishBatch({ events: [note('a'), note(1), note('c')] });
      expect(results.map(({ outcome }) => outcome.oneofKind)).toEqual(['published', 'refused', 'published']);
      expect(results[1]).toMatchObject({
        outcome: { refused: { reason: 'EVENT_SCHEMA', details: { path: '/text' } } },
      });
      expect((await take(bus.replayEvents({ stream: 'GAME_EVENTS' }))).map(textOf)).toEqual(['a', 'c']);
    });
  });

  describe('players', () => {
    let player: EventBus;
    beforeEach(() => {
      player = busOf(harness, { kind: 'player', id: 'p1' });
    });

    it('publish client types, as their own and under ids of their own', async () => {
      const { eventId, sequence, stream } = await player.publishEvent({ event: note('hi', { eventId: 'mine' }) });
      expect(eventId).toBe('player:p1:mine');
      expect(await bus.getEvent({ stream, sequence })).toMatchObject({ playerId: 'p1', source: 'event-bus' });
      await expect(publish('other', { eventId: 'mine' })).resolves.toMatchObject({ duplicate: false });
    });

    it('publish nothing else, and nothing of others', async () => {
      await registerNote(bus, 'game.secret.note', false);
      const secret = note('x', { type: 'game.secret.note' });
      await expect(player.publishEvent({ event: secret })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
        reason: 'NOT_CLIENT_PUBLISHABLE',
      });
      await expect(player.publishEvent({ event: note('x', { playerId: 'p2' }) })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
        reason: 'NOT_YOUR_PLAYER',
      });
    });

    it.each([
      ['another player by id', { playerId: 'p2' }],
      ['another player by pattern', { subjectPattern: 'game.client.note.p2' }],
      ['what the system does', { subjectPattern: 'sys.>' }],
      ['everything', { subjectPattern: '>' }],
      ['other streams', { subjectPattern: '$KV.contracts.>' }],
    ])('do not subscribe to %s', async (_what, filter) => {
      const filled = { subjectPattern: '', types: [], ...filter };
      await expect(take(player.subscribe({ filter: filled }))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    });

    it('see what is theirs or nobody’s', async () => {
      for (const playerId of ['p1', 'p2', undefined]) {
        await publish(playerId ?? 'nobody', playerId === undefined ? {} : { playerId });
      }
      await publish('last', { playerId: 'p1' });
      const seen = await take(player.subscribe({ start: { from: StartFrom.ALL } }), 3);
      expect(seen.map(textOf)).toEqual(['p1', 'nobody', 'last']);
      const own = player.subscribe({
        filter: { subjectPattern: '', playerId: 'p1', types: [] },
        start: { from: StartFrom.ALL },
      });
      expect((await take(own, 2)).map(textOf)).toEqual(['p1', 'last']);
    });

    it('do not replay, and see no types of the system', async () => {
      await expect(take(player.replayEvents({ stream: 'GAME_EVENTS' }))).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
      expect((await player.listEventTypes({})).eventTypes.map(({ type }) => type)).toEqual([NOTE]);
    });
  });

  describe('subscribers', () => {
    it('get what comes, and resume behind the sequence they saw last', async () => {
      const { sequence } = await publish('zero');
      const arriving = take(bus.subscribe({ start: { from: StartFrom.SEQUENCE, sequence } }), 2);
      await publish('one');
      const seen = await arriving;
      expect(seen.map(textOf)).toEqual(['zero', 'one']);
      await publish('two');
      const rest = bus.subscribe({ start: { from: StartFrom.SEQUENCE, sequence: (seen[1]?.sequence ?? 0n) + 1n } });
      expect((await take(rest, 1)).map(textOf)).toEqual(['two']);
    });

    it('get a raw payload where nothing is known that reads it', async () => {
      const { sequence, stream } = await publish('x');
      const stored = await broker.events.get(stream, Number(sequence));
      const { data = new Uint8Array(), subject = '' } = stored ?? {};
      const envelope = EventEnvelope.create({ ...decodeEvent(data), eventId: 'other', type: 'game.gone.note' });
      const ack = await broker.events.publish(subject, EventEnvelope.toBinary(envelope));
      const event = await bus.getEvent({ stream, sequence: BigInt(ack.sequence) });
      expect(event.payload).toBeUndefined();
      expect(Buffer.from(event.rawPayload).toString()).toBe('{"text":"x"}');
    });

    it('get the types they ask for', async () => {
      await registerNote(bus, 'game.client.shout');
      await publish('quiet');
      await publish('loud', { type: 'game.client.shout' });
      const filter = { subjectPattern: '', types: ['game.client.shout'] };
      expect((await take(bus.subscribe({ filter, start: { from: StartFrom.ALL } }), 1)).map(textOf)).toEqual(['loud']);
      const mixed = { subjectPattern: 'game.>', types: ['narr.scene.entered'] };
      await expect(take(bus.subscribe({ filter: mixed }))).rejects.toEqual(refused('MIXED_STREAMS'));
    });

    it('are as many as a replica takes', async () => {
      await publish('x');
      const start = { from: StartFrom.ALL };
      const open = [0, 1].map(() => bus.subscribe({ start })[Symbol.asyncIterator]());
      for (const stream of open) await stream.next();
      await expect(take(bus.subscribe({ start }), 1)).rejects.toMatchObject({
        code: 'RESOURCE_EXHAUSTED',
        reason: 'TOO_MANY_SUBSCRIBERS',
      });
      await open[0]?.return?.(undefined);
      await eventually(() => take(bus.subscribe({ start }), 1));
      await open[1]?.return?.(undefined);
    });
  });

  describe('replays', () => {
    it('end at the sequence asked for, and at the end of the stream', async () => {
      for (const text of ['a', 'b', 'c']) await publish(text);
      const bounded = bus.replayEvents({ stream: 'GAME_EVENTS', toSequence: 2n, speed: ReplaySpeed.MAX });
      expect((await take(bounded)).map(textOf)).toEqual(['a', 'b']);
      expect(await take(bus.replayEvents({ stream: 'NARRATIVE_EVENTS' }))).toEqual([]);
    });

    it('pause as it once took, when asked to', async () => {
      await publish('a');
      pass(120);
      await publish('b');
      const begunMs = performance.now();
      await take(bus.replayEvents({ stream: 'GAME_EVENTS', speed: ReplaySpeed.ORIGINAL }));
      expect(performance.now() - begunMs).toBeGreaterThan(110);
    });

    it('are of streams of events only', async () => {
      await expect(take(bus.replayEvents({ stream: 'PAYMENT_LEDGER' }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(bus.getEvent({ stream: 'KV_contracts', sequence: 1n })).rejects.toEqual(refused('STREAM_NOT_FOUND'));
      await expect(bus.getEvent({ stream: 'GAME_EVENTS', sequence: 9n })).rejects.toEqual(refused('EVENT_NOT_FOUND'));
      const filter = { subjectPattern: 'narr.>', types: [] };
      await expect(take(bus.replayEvents({ stream: 'GAME_EVENTS', filter }))).rejects.toEqual(refused('MIXED_STREAMS'));
    });

    it('list the streams there are, without buckets and ledgers', async () => {
      await publish('x');
      const { streams } = await bus.listStreams({});
      expect(streams.map(({ name }) => name)).toEqual(['DLQ', 'GAME_EVENTS', 'NARRATIVE_EVENTS', 'SYSTEM_EVENTS']);
      expect(streams[1]).toMatchObject({ messages: 1n, firstSequence: 1n, lastSequence: 1n });
    });
  });

  describe('durable subscriptions', () => {
    const filter = { subjectPattern: `${NOTE}.*`, types: [] };
    const plan = { name: 'notes', filter, ackWaitMs: 1000, maxDeliver: 2 };
    const pull = async () => (await bus.pullEvents({ name: 'notes' })).events;

    it('deliver again what is not acknowledged, then give it up, and redrive it', async () => {
      await bus.createSubscription(plan);
      const { eventId } = await publish('bitter');
      const [first] = await pull();
      expect(first).toMatchObject({ attempt: 1, event: { eventId } });
      expect(await pull()).toEqual([]);
      pass(1001);
      const [second] = await pull();
      expect(second).toMatchObject({ attempt: 2, event: { eventId } });
      pass(2000);
      const letter = await eventually(async () => {
        const { deadLetters } = await bus.listDeadLetters({});
        expect(deadLetters).toHaveLength(1);
        return deadLetters[0];
      });
      expect(letter).toMatchObject({
        event: { eventId },
        source: 'sub-admin_3aa1-notes',
        originalSubject: `${NOTE}._`,
        errorReason: 'MAX_DELIVERIES',
        attempts: 2,
      });
      expect(await bus.getSubscription({ name: 'notes' })).toMatchObject({ ackPending: 0n });
      expect(await pull()).toEqual([]);
      const sequence = letter?.sequence ?? 0n;
      const redriven = await bus.redriveDeadLetter({ sequence }, { idempotencyKey: 'k' });
      expect(await bus.redriveDeadLetter({ sequence }, { idempotencyKey: 'k' })).toEqual(redriven);
      await expect(bus.redriveDeadLetter({ sequence }, { idempotencyKey: 'l' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(bus.redriveDeadLetter({ sequence })).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
      const again = await pull();
      expect(again).toMatchObject([{ attempt: 1, event: { eventId, redrivenFrom: String(sequence) } }]);
      expect((await bus.listDeadLetters({})).deadLetters).toEqual([]);
      expect(await bus.ackEvents({ name: 'notes', ackTokens: again.map(({ ackToken }) => ackToken) })).toEqual({
        count: 1,
      });
      expect(await bus.getSubscription({ name: 'notes' })).toMatchObject({ pending: 0n, ackPending: 0n });
    });

    it('tell of each dead letter, once', async () => {
      await bus.createSubscription({ ...plan, maxDeliver: 1 });
      const { sequence } = await publish('bitter');
      const [event] = await pull();
      await bus.nackEvents({ name: 'notes', ackTokens: [event?.ackToken ?? ''] });
      const told = await eventually(async () => {
        const message = await broker.events.last('SYSTEM_EVENTS', 'sys.eventbus.dead_lettered._');
        if (message === undefined) throw new Error('not told yet');
        return decodePayload(DeadLettered, decodeEvent(message.data));
      });
      expect(told).toMatchObject({
        stream: 'GAME_EVENTS',
        sequence,
        reason: 'NACKED',
        attempts: 1,
        deadLetterSequence: 1n,
      });
      expect((await broker.events.stream('SYSTEM_EVENTS'))?.messages).toBe(1);
      expect((await bus.listDeadLetters({ source: 'sub-admin_3aa1-notes' })).deadLetters).toHaveLength(1);
      expect((await bus.listDeadLetters({ source: 'another' })).deadLetters).toEqual([]);
      expect(await bus.discardDeadLetter({ sequence: 1n, reason: 'of no use' })).toEqual({ sequence: 1n });
      await expect(bus.discardDeadLetter({ sequence: 1n, reason: 'twice' })).rejects.toEqual(refused('DEAD_LETTER'));
    });

    it('leave nothing behind when they are deleted', async () => {
      await bus.createSubscription({ ...plan, maxDeliver: 1 });
      await publish('forgotten');
      expect(await pull()).toHaveLength(1);
      await bus.deleteSubscription({ name: 'notes' });
      pass(5000);
      await bus.createSubscription({ ...plan, name: 'other', maxDeliver: 1 });
      await publish('nacked');
      const { events } = await bus.pullEvents({ name: 'other' });
      await bus.nackEvents({ name: 'other', ackTokens: events.map(({ ackToken }) => ackToken) });
      const letters = await eventually(async () => {
        const { deadLetters } = await bus.listDeadLetters({});
        expect(deadLetters).not.toEqual([]);
        return deadLetters;
      });
      expect(letters).toMatchObject([{ source: 'sub-admin_3aa1-other' }]);
    });

    it('keep what was acknowledged at the last delivery out of the dead letters', async () => {
      await bus.createSubscription({ ...plan, maxDeliver: 1 });
      await publish('done');
      await publish('left');
      const [done] = await pull();
      await bus.ackEvents({ name: 'notes', ackTokens: [done?.ackToken ?? ''] });
      pass(5000);
      const letters = await eventually(async () => {
        const { deadLetters } = await bus.listDeadLetters({});
        expect(deadLetters).not.toEqual([]);
        return deadLetters;
      });
      expect(letters.map(({ event }) => event && textOf(event))).toEqual(['left']);
    });

    it('may try a redrive that failed again with the same key', async () => {
      const absent = { code: 'NOT_FOUND', reason: 'DEAD_LETTER' };
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expect(bus.redriveDeadLetter({ sequence: 99n }, { idempotencyKey: 'k' })).rejects.toMatchObject(absent);
      }
    });

    it('take an answer as often as it is given, in time and only as it was given', async () => {
      await bus.createSubscription(plan);
      await publish('one');
      const tokens = (await pull()).map(({ ackToken }) => ackToken);
      expect(await bus.ackEvents({ name: 'notes', ackTokens: tokens })).toEqual({ count: 1 });
      expect(await bus.ackEvents({ name: 'notes', ackTokens: tokens })).toEqual({ count: 1 });
      const late = { code: 'FAILED_PRECONDITION', reason: 'ACK_EXPIRED' };
      await expect(bus.nackEvents({ name: 'notes', ackTokens: tokens })).rejects.toMatchObject(late);
      await expect(bus.ackEvents({ name: 'notes', ackTokens: [...tokens, 'unknown'] })).rejects.toMatchObject({
        ...late,
        details: { ack_tokens: 'unknown' },
      });
      pass(1000);
      await expect(bus.ackEvents({ name: 'notes', ackTokens: tokens })).rejects.toMatchObject(late);
      expect(await pull()).toEqual([]);
    });

    it('deliver a nacked event again after its delay', async () => {
      await bus.createSubscription(plan);
      await publish('one');
      const tokens = (await pull()).map(({ ackToken }) => ackToken);
      await bus.nackEvents({ name: 'notes', ackTokens: tokens, delayMs: 300 });
      pass(299);
      expect(await pull()).toEqual([]);
      pass(1);
      expect(await pull()).toMatchObject([{ attempt: 2 }]);
    });

    it('pass over what one subject filter cannot keep out', async () => {
      const ofPlayer = { subjectPattern: 'game.>', playerId: 'p1', types: [] };
      await bus.createSubscription({ ...plan, filter: ofPlayer });
      await publish('not this', { playerId: 'p2' });
      await publish('this', { playerId: 'p1' });
      expect((await pull()).map(({ event }) => event && textOf(event))).toEqual(['this']);
      expect(await bus.getSubscription({ name: 'notes' })).toMatchObject({ filter: ofPlayer, ackPending: 1n });
    });

    it('dead-letter at once what is no event', async () => {
      await bus.createSubscription(plan);
      await broker.events.publish(`${NOTE}._`, Buffer.from('no event'));
      expect(await pull()).toEqual([]);
      const { deadLetters } = await bus.listDeadLetters({});
      expect(deadLetters).toMatchObject([{ errorReason: 'UNDECODABLE_EVENT', originalSequence: 1n }]);
      expect(deadLetters[0]?.event).toBeUndefined();
    });

    it('are made once, and belong to their caller', async () => {
      const made = await bus.createSubscription(plan);
      expect(made).toMatchObject({
        name: 'notes',
        stream: 'GAME_EVENTS',
        state: SubscriptionState.ACTIVE,
        maxDeliver: 2,
      });
      expect(await bus.createSubscription(plan)).toEqual(made);
      const exists = { code: 'ALREADY_EXISTS', reason: 'SUBSCRIPTION_EXISTS' };
      await expect(bus.createSubscription({ ...plan, maxDeliver: 3 })).rejects.toMatchObject(exists);
      const elsewhere = { subjectPattern: 'narr.>', types: [] };
      await expect(bus.createSubscription({ ...plan, filter: elsewhere })).rejects.toMatchObject(exists);
      const other = busOf(harness, { kind: 'service', id: 'other' });
      await expect(other.pullEvents({ name: 'notes' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await other.listSubscriptions({})).subscriptions).toEqual([]);
      const ledger = { subjectPattern: 'ledger.>', types: [] };
      await expect(bus.createSubscription({ ...plan, name: 'x', filter: ledger })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    });

    it('are listed by name, page by page, 50 at most, until they are deleted', async () => {
      for (let number = 0; number < 50; number += 1) await bus.createSubscription({ ...plan, name: `n${number}` });
      await expect(bus.createSubscription(plan)).rejects.toMatchObject({
        code: 'RESOURCE_EXHAUSTED',
        reason: 'TOO_MANY_SUBSCRIPTIONS',
      });
      const first = await bus.listSubscriptions({ pageSize: 3 });
      expect(first.subscriptions.map(({ name }) => name)).toEqual(['n0', 'n1', 'n10']);
      const second = await bus.listSubscriptions({ pageSize: 1, pageToken: first.nextPageToken });
      expect(second.subscriptions.map(({ name }) => name)).toEqual(['n11']);
      expect(await bus.deleteSubscription({ name: 'n11' })).toEqual({ name: 'n11' });
      await expect(bus.getSubscription({ name: 'n11' })).rejects.toEqual(refused('SUBSCRIPTION_NOT_FOUND'));
    });

    it('are paused after three days without a pull, and deleted after thirty', async () => {
      await bus.createSubscription(plan);
      pass(3 * DAY_MS);
      expect(await bus.getSubscription({ name: 'notes' })).toMatchObject({ state: SubscriptionState.PAUSED });
      await pull();
      expect(await bus.getSubscription({ name: 'notes' })).toMatchObject({ state: SubscriptionState.ACTIVE });
      pass(30 * DAY_MS);
      await eventually(() =>
        expect(bus.getSubscription({ name: 'notes' })).rejects.toEqual(refused('SUBSCRIPTION_NOT_FOUND')),
      );
    });
  });

  describe('types', () => {
    it('of contracts are known as soon as a service announces them, in protobuf and in JSON', async () => {
      const bucket = broker.connect().keyValue('contracts');
      await announceContract(bucket, { name: 'time-manager', version: '1.0.0', contract: timeContract });
      const type = 'game.time.hour_passed';
      const listed = await eventually(async () => {
        const { eventTypes } = await bus.listEventTypes({ pageSize: 200 });
        const found = eventTypes.find((one) => one.type === type);
        if (found === undefined) throw new Error('not known yet');
        return found;
      });
      expect(listed).toMatchObject({
        producer: 'time-manager',
        stream: 'GAME_EVENTS',
        messageType: 'bodybroker.time_manager.v1.HourPassed',
      });
      const json = (value: object) => ({ oneofKind: 'json', json: Struct.fromJson(value as never) }) as const;
      const { sequence, stream } = await publish('', {
        type,
        payload: json({ worldId: 'main', hour: 7, gms: '9007199254740993' }),
      });
      const message = await broker.events.get(stream, Number(sequence));
      const hour = decodePayload(HourPassed, decodeEvent(message?.data ?? new Uint8Array()));
      expect(hour).toMatchObject({ worldId: 'main', hour: 7, gms: 9007199254740993n });
      const { payload } = await bus.getEvent({ stream, sequence });
      expect(Struct.toJson(payload ?? { fields: {} })).toEqual({ worldId: 'main', hour: 7, gms: '9007199254740993' });
      await expect(publish('', { type, payload: json({ hour: 'seven' }) })).rejects.toMatchObject({
        reason: 'EVENT_SCHEMA',
        details: { path: '/hour' },
      });
      await expect(publish('', { type, payload: { oneofKind: 'binary', binary: Uint8Array.of(255) } })).rejects.toEqual(
        refused('EVENT_SCHEMA'),
      );
      await expect(registerNote(bus, type, false)).rejects.toEqual(refused('EVENT_TYPE_DECLARED'));
    });

    it('are shared by all replicas at once', async () => {
      const second = await startHarness(service, { clock, broker, store: harness.store, instance: 'two' });
      for (let number = 0; number < 10; number += 1) {
        const type = `game.client.fresh_${number}`;
        await registerNote(bus, type);
        await expect(bus.publishEvent({ event: note('x', { type }) })).resolves.toMatchObject({ duplicate: false });
      }
      await second.stop();
    });

    it('are listed by name, page by page', async () => {
      for (const name of ['c', 'a', 'b']) await registerNote(bus, `game.client.${name}`);
      const { eventTypes, nextPageToken } = await bus.listEventTypes({ pageSize: 2 });
      expect(eventTypes.map(({ type }) => type)).toEqual(['game.client.a', 'game.client.b']);
      const rest = await bus.listEventTypes({ pageSize: 2, pageToken: nextPageToken });
      expect(rest.eventTypes.map(({ type }) => type)).toEqual(['game.client.c', NOTE]);
    });

    it.each([
      ['no schema', { type: 5 }],
      ['a schema that is elsewhere', { $ref: 'https://example.com/schema.json' }],
      ['a schema without end', { $ref: '#' }],
      ['an asynchronous schema', { $async: true }],
    ])('are not registered with %s', async (_what, schema) => {
      const jsonSchema = Struct.fromJson(schema as never);
      const asked = { type: 'game.client.bad', producer: 'test', clientPublishable: true, jsonSchema };
      await expect(bus.registerEventType(asked)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        reason: 'BAD_JSON_SCHEMA',
      });
    });

    it('are not registered by others than admins, nor for clients outside game.client', async () => {
      await expect(registerNote(bus, 'game.other.note')).rejects.toEqual(refused('NOT_A_CLIENT_TYPE'));
      await expect(registerNote(bus, 'other.client.note')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      const asService = busOf(harness, { kind: 'service', id: 'x' });
      await expect(registerNote(asService)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
      const jsonSchema = Struct.fromJson({ description: 'x'.repeat(32 * 1024) });
      const large = { type: NOTE, producer: ADMIN.id, jsonSchema };
      await expect(bus.registerEventType(large)).rejects.toEqual(refused('SCHEMA_TOO_LARGE'));
    });
  });
});

describe('event-bus, stopped and started again', () => {
  const toldOf = async (broker: MemoryServer): Promise<number> =>
    (await broker.events.stream('SYSTEM_EVENTS'))?.messages ?? 0;
  const letter = (broker: MemoryServer, number: number) =>
    broker.events.publish('dlq.GAME_EVENTS.some', Buffer.from('x'), {
      headers: { 'Bb-Original-Subject': 'game.a.b._', 'Bb-Original-Stream': 'GAME_EVENTS', 'Bb-Durable': `d${number}` },
    });

  it('tells only of dead letters it has not told of, and of all of a stream made anew', async () => {
    const clock = new ManualClock();
    const broker = createMemoryBroker({ clock, topology: EVENT_TOPOLOGY });
    const first = await startHarness(service, { clock, broker });
    await letter(broker, 1);
    await letter(broker, 2);
    await eventually(async () => expect(await toldOf(broker)).toBe(2));
    const bus = busOf(first);
    expect((await bus.listDeadLetters({})).deadLetters).toMatchObject([
      { source: 'd1', attempts: 0 },
      { source: 'd2' },
    ]);
    await first.stop();

    // Longer than the stream would recognise a repeat.
    clock.advance(200_000);
    const { store } = first;
    const second = await startHarness(service, { clock, broker, store });
    await letter(broker, 3);
    await eventually(async () => expect(await toldOf(broker)).toBe(3));
    await second.stop();

    clock.advance(200_000);
    const anew = createMemoryBroker({ clock, topology: EVENT_TOPOLOGY });
    await letter(anew, 4);
    const third = await startHarness(service, { clock, broker: anew, store });
    await eventually(async () => expect(await toldOf(anew)).toBe(1));
    await third.stop();
  });
});
