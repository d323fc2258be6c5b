import { Struct } from '@bodybroker/contracts-common';
import { StartFrom } from '@bodybroker/contracts-event-bus';
import {
  NOTE,
  busOf,
  note,
  refused,
  registerNote,
  startEventBus,
  take,
  textOf,
  type EventBus,
  type EventBusRig,
} from './event-bus-rig.js';

describe('event-bus', () => {
  let rig: EventBusRig;
  beforeEach(async () => {
    rig = await startEventBus();
  });
  afterEach(() => rig.harness.stop());

  describe('publishing', () => {
    it('replays from the first of three events those three, in order', async () => {
      const { sequence, stream } = await rig.publish('one');
      await rig.publish('two');
      await rig.publish('three');
      const from = { from: StartFrom.SEQUENCE, sequence };
      const replayed = await take(rig.bus.replayEvents({ stream, from }));
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
      const first = await rig.publish('x', { eventId: 'id-1' });
      const second = await rig.publish('x', { eventId: 'id-1' });
      expect(first).toMatchObject({ eventId: 'id-1', duplicate: false });
      expect(second).toEqual({ ...first, duplicate: true });
      expect(await take(rig.bus.replayEvents({ stream: 'GAME_EVENTS' }))).toHaveLength(1);
      rig.pass(120_001);
      expect(await rig.publish('x', { eventId: 'id-1' })).toMatchObject({ duplicate: false });
    });

    it('names events by the idempotency key when they have no id', async () => {
      const event = note('x');
      const first = await rig.bus.publishEvent({ event }, { idempotencyKey: 'k1' });
      expect(await rig.bus.publishEvent({ event }, { idempotencyKey: 'k1' })).toEqual({ ...first, duplicate: true });
      expect(await rig.bus.publishEvent({ event }, { idempotencyKey: 'k2' })).toMatchObject({ duplicate: false });
      const batch = await rig.bus.publishBatch({ events: [event, event] }, { idempotencyKey: 'k1' });
      expect(batch.results).toMatchObject([0, 1].map(() => ({ outcome: { published: { duplicate: false } } })));
    });

    it.each([
      ['a member is missing', { other: 1 }, '/text'],
      ['a member is of another type', { text: 1 }, '/text'],
      ['a member is unknown', { text: 'a', more: 1 }, '/more'],
    ])('refuses a payload when %s, and says where', async (_why, json, path) => {
      const event = { ...note(''), payload: { oneofKind: 'json', json: Struct.fromJson(json as never) } } as const;
      await expect(rig.bus.publishEvent({ event })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        reason: 'EVENT_SCHEMA',
        details: { path },
      });
    });

    it('refuses types it does not know, payloads over 64 KiB and binary for a JSON type', async () => {
      await expect(rig.publish('x', { type: 'game.no.such' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        reason: 'EVENT_TYPE',
      });
      await expect(rig.publish('x'.repeat(65_536))).rejects.toEqual(refused('PAYLOAD_TOO_LARGE'));
      const binary = { oneofKind: 'binary', binary: new Uint8Array(1) } as const;
      await expect(rig.publish('', { payload: binary })).rejects.toEqual(refused('EVENT_SCHEMA'));
      await expect(rig.publish('x', { playerId: 'a.b' })).rejects.toEqual(refused('BAD_PLAYER_ID'));
      await expect(rig.publish('x', { playerId: '_' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      await expect(rig.bus.publishEvent({})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });

    it('refuses an event whose subject has moved on', async () => {
      const { sequence } = await rig.publish('first', { expectedLastSequence: 0n });
      await expect(rig.publish('late', { expectedLastSequence: 0n })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
        details: { current_version: String(sequence) },
      });
      await expect(rig.publish('next', { expectedLastSequence: sequence })).resolves.toMatchObject({
        duplicate: false,
      });
    });

    it('stores what it can of a batch, in its order', async () => {
      const { results } = await rig.bus.publishBatch({ events: [note('a'), note(1), note('c')] });
      expect(results.map(({ outcome }) => outcome.oneofKind)).toEqual(['published', 'refused', 'published']);
      expect(results[1]).toMatchObject({
        outcome: { refused: { reason: 'EVENT_SCHEMA', details: { path: '/text' } } },
      });
      expect((await take(rig.bus.replayEvents({ stream: 'GAME_EVENTS' }))).map(textOf)).toEqual(['a', 'c']);
    });
  });

  describe('players', () => {
    let player: EventBus;
    beforeEach(() => {
      player = busOf(rig.harness, { kind: 'player', id: 'p1' });
    });

    it('publish client types, as their own and under ids of their own', async () => {
      const { eventId, sequence, stream } = await player.publishEvent({ event: note('hi', { eventId: 'mine' }) });
      expect(eventId).toBe('player:p1:mine');
      expect(await rig.bus.getEvent({ stream, sequence })).toMatchObject({ playerId: 'p1', source: 'event-bus' });
      await expect(rig.publish('other', { eventId: 'mine' })).resolves.toMatchObject({ duplicate: false });
    });

    it('publish nothing else, and nothing of others', async () => {
      await registerNote(rig.bus, 'game.secret.note', false);
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
        await rig.publish(playerId ?? 'nobody', playerId === undefined ? {} : { playerId });
      }
      await rig.publish('last', { playerId: 'p1' });
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
});
