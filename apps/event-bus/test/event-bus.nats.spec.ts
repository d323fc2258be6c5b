import { StartFrom } from '@bodybroker/contracts-event-bus';
import { CONSUMER_DEFAULTS } from '@bodybroker/nats-sdk';
import { eventually } from '@bodybroker/testing';
import { NOTE, note, registerNote, take, textOf } from './event-bus-rig.js';
import { startNatsEventBus, type NatsEventBus } from './nats-event-bus.js';

jest.setTimeout(60_000);

// What is particular to a server: ack waits, redeliveries, advisories, removals. The rest is in the component test.
describe('event-bus on a real server', () => {
  let rig: NatsEventBus;

  beforeAll(async () => {
    rig = await startNatsEventBus();
    await rig.asAdmin(() => registerNote(rig.bus));
  });
  afterAll(() => rig.stop());

  const publish = (text: string) => rig.bus.publishEvent({ event: note(text) });
  const deadLetterOf = (eventId: string) =>
    eventually(async () => {
      const { deadLetters } = await rig.bus.listDeadLetters({});
      const found = deadLetters.find(({ event }) => event?.eventId === eventId);
      if (found === undefined) throw new Error('no dead letter yet');
      return found;
    });

  it('delivers again what was not acknowledged, dead-letters it unasked, and redrives it', () =>
    rig.asAdmin(async () => {
      const { bus } = rig;
      const filter = { subjectPattern: `${NOTE}.*`, types: [] };
      await bus.createSubscription({ name: 'notes', filter, ackWaitMs: 500, maxDeliver: 2 });
      const pull = async (waitMs = 3000) => (await bus.pullEvents({ name: 'notes', waitMs })).events;
      const { eventId, sequence } = await publish('bitter');
      expect(await pull()).toMatchObject([{ attempt: 1, event: { eventId, sequence } }]);
      expect(await pull()).toMatchObject([{ attempt: 2, event: { eventId, sequence } }]);

      // Nobody pulls any more, and yet it is given up.
      const letter = await deadLetterOf(eventId);
      expect(letter).toMatchObject({ originalSequence: sequence, attempts: 2, errorReason: 'MAX_DELIVERIES' });
      expect(await pull(0)).toEqual([]);
      expect(await bus.getSubscription({ name: 'notes' })).toMatchObject({ ackPending: 0n, pending: 0n });

      await bus.redriveDeadLetter({ sequence: letter.sequence }, { idempotencyKey: 'redrive' });
      const again = await pull();
      expect(again).toMatchObject([{ attempt: 1, event: { eventId, redrivenFrom: String(letter.sequence) } }]);
      const tokens = again.map(({ ackToken }) => ackToken);
      expect(await bus.ackEvents({ name: 'notes', ackTokens: tokens })).toEqual({ count: 1 });
      expect(await bus.getSubscription({ name: 'notes' })).toMatchObject({ ackPending: 0n });
      expect((await bus.listDeadLetters({})).deadLetters).toEqual([]);

      await publish('nacked');
      const [nacked] = await pull();
      await bus.nackEvents({ name: 'notes', ackTokens: [nacked?.ackToken ?? ''], delayMs: 50 });
      expect(await pull()).toMatchObject([{ attempt: 2, event: { eventId: nacked?.event?.eventId } }]);
      await bus.deleteSubscription({ name: 'notes' });
    }));

  it('dead-letters once what a crashed consumer of another service left, and tells of it', () =>
    rig.asAdmin(async () => {
      const { events } = rig.connection;
      const spec = {
        stream: 'GAME_EVENTS',
        durable: 'crashed',
        filterSubject: `${NOTE}.*`,
        start: { from: 'new' },
      } as const;
      await events.createConsumer({ ...CONSUMER_DEFAULTS, ...spec, ackWaitMs: 200, maxDeliver: 1 });
      const { eventId, sequence } = await publish('poison');
      expect(await events.pull('GAME_EVENTS', 'crashed', { max: 1, waitMs: 2000 })).toHaveLength(1);
      // Servers before 2.10 give a message up when the next one is asked for.
      expect(await events.pull('GAME_EVENTS', 'crashed', { max: 1, waitMs: 1000 })).toEqual([]);
      expect(await deadLetterOf(eventId)).toMatchObject({ source: 'crashed', originalSequence: sequence, attempts: 1 });
      const subscribed = rig.bus.subscribe({
        filter: { subjectPattern: '', types: ['sys.eventbus.dead_lettered'] },
        start: { from: StartFrom.ALL },
      });
      const told = await take(subscribed, 2);
      expect(told.map(({ entityId }) => entityId)).toContain('crashed');
    }));

  it('replays to the end, follows from there, and compares sequences', () =>
    rig.asAdmin(async () => {
      const { bus } = rig;
      const { sequence, stream } = await publish('first');
      const start = { from: StartFrom.SEQUENCE, sequence };
      const followed = take(bus.subscribe({ start }), 2);
      const expected = { expectedLastSequence: sequence };
      await bus.publishEvent({ event: note('second', expected) });
      await expect(bus.publishEvent({ event: note('third', expected) })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
      });
      expect((await followed).map(textOf)).toEqual(['first', 'second']);
      const replayed = await take(bus.replayEvents({ stream, from: start }));
      expect(replayed.map(textOf)).toEqual(['first', 'second']);
      const filter = { subjectPattern: 'game.none.>', types: [] };
      expect(await take(bus.replayEvents({ stream, filter }))).toEqual([]);
    }));
});
