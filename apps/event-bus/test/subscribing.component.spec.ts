import { EventEnvelope } from '@bodybroker/contracts-common';
import { ReplaySpeed, StartFrom } from '@bodybroker/contracts-event-bus';
import { decodeEvent } from '@bodybroker/nats-sdk';
import { eventually } from '@bodybroker/testing';
import { refused, registerNote, startEventBus, take, textOf, type EventBusRig } from './event-bus-rig.js';

describe('event-bus', () => {
  let rig: EventBusRig;
  beforeEach(async () => {
    rig = await startEventBus();
  });
  afterEach(() => rig.harness.stop());

  describe('subscribers', () => {
    it('get what comes, and resume behind the sequence they saw last', async () => {
      const { sequence } = await rig.publish('zero');
      const arriving = take(rig.bus.subscribe({ start: { from: StartFrom.SEQUENCE, sequence } }), 2);
      await rig.publish('one');
      const seen = await arriving;
      expect(seen.map(textOf)).toEqual(['zero', 'one']);
      await rig.publish('two');
      const rest = rig.bus.subscribe({ start: { from: StartFrom.SEQUENCE, sequence: (seen[1]?.sequence ?? 0n) + 1n } });
      expect((await take(rest, 1)).map(textOf)).toEqual(['two']);
    });

    it('get a raw payload where nothing is known that reads it', async () => {
      const { sequence, stream } = await rig.publish('x');
      const stored = await rig.broker.events.get(stream, Number(sequence));
      const { data = new Uint8Array(), subject = '' } = stored ?? {};
      const envelope = EventEnvelope.create({ ...decodeEvent(data), eventId: 'other', type: 'game.gone.note' });
      const ack = await rig.broker.events.publish(subject, EventEnvelope.toBinary(envelope));
      const event = await rig.bus.getEvent({ stream, sequence: BigInt(ack.sequence) });
      expect(event.payload).toBeUndefined();
      expect(Buffer.from(event.rawPayload).toString()).toBe('{"text":"x"}');
    });

    it('get the types they ask for', async () => {
      await registerNote(rig.bus, 'game.client.shout');
      await rig.publish('quiet');
      await rig.publish('loud', { type: 'game.client.shout' });
      const filter = { subjectPattern: '', types: ['game.client.shout'] };
      expect((await take(rig.bus.subscribe({ filter, start: { from: StartFrom.ALL } }), 1)).map(textOf)).toEqual([
        'loud',
      ]);
      const mixed = { subjectPattern: 'game.>', types: ['narr.scene.entered'] };
      await expect(take(rig.bus.subscribe({ filter: mixed }))).rejects.toEqual(refused('MIXED_STREAMS'));
    });

    it('are as many as a replica takes', async () => {
      await rig.publish('x');
      const start = { from: StartFrom.ALL };
      const open = [0, 1].map(() => rig.bus.subscribe({ start })[Symbol.asyncIterator]());
      for (const stream of open) await stream.next();
      await expect(take(rig.bus.subscribe({ start }), 1)).rejects.toMatchObject({
        code: 'RESOURCE_EXHAUSTED',
        reason: 'TOO_MANY_SUBSCRIBERS',
      });
      await open[0]?.return?.(undefined);
      await eventually(() => take(rig.bus.subscribe({ start }), 1));
      await open[1]?.return?.(undefined);
    });
  });

  describe('replays', () => {
    it('end at the sequence asked for, and at the end of the stream', async () => {
      for (const text of ['a', 'b', 'c']) await rig.publish(text);
      const bounded = rig.bus.replayEvents({ stream: 'GAME_EVENTS', toSequence: 2n, speed: ReplaySpeed.MAX });
      expect((await take(bounded)).map(textOf)).toEqual(['a', 'b']);
      expect(await take(rig.bus.replayEvents({ stream: 'NARRATIVE_EVENTS' }))).toEqual([]);
    });

    it('pause as it once took, when asked to', async () => {
      await rig.publish('a');
      rig.pass(120);
      await rig.publish('b');
      const begunMs = performance.now();
      await take(rig.bus.replayEvents({ stream: 'GAME_EVENTS', speed: ReplaySpeed.ORIGINAL }));
      expect(performance.now() - begunMs).toBeGreaterThan(110);
    });

    it('are of streams of events only', async () => {
      await expect(take(rig.bus.replayEvents({ stream: 'PAYMENT_LEDGER' }))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(rig.bus.getEvent({ stream: 'KV_contracts', sequence: 1n })).rejects.toEqual(
        refused('STREAM_NOT_FOUND'),
      );
      await expect(rig.bus.getEvent({ stream: 'GAME_EVENTS', sequence: 9n })).rejects.toEqual(
        refused('EVENT_NOT_FOUND'),
      );
      const filter = { subjectPattern: 'narr.>', types: [] };
      await expect(take(rig.bus.replayEvents({ stream: 'GAME_EVENTS', filter }))).rejects.toEqual(
        refused('MIXED_STREAMS'),
      );
    });

    it('list the streams there are, without buckets and ledgers', async () => {
      await rig.publish('x');
      const { streams } = await rig.bus.listStreams({});
      expect(streams.map(({ name }) => name)).toEqual(['DLQ', 'GAME_EVENTS', 'NARRATIVE_EVENTS', 'SYSTEM_EVENTS']);
      expect(streams[1]).toMatchObject({ messages: 1n, firstSequence: 1n, lastSequence: 1n });
    });
  });
});
