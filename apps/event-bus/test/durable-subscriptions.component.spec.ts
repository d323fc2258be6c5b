import { DeadLettered, SubscriptionState } from '@bodybroker/contracts-event-bus';
import { decodeEvent, decodePayload } from '@bodybroker/nats-sdk';
import { eventually } from '@bodybroker/testing';
import { NOTE, DAY_MS, busOf, refused, startEventBus, textOf, type EventBusRig } from './event-bus-rig.js';

describe('event-bus', () => {
  let rig: EventBusRig;
  beforeEach(async () => {
    rig = await startEventBus();
  });
  afterEach(() => rig.harness.stop());

  describe('durable subscriptions', () => {
    const filter = { subjectPattern: `${NOTE}.*`, types: [] };
    const plan = { name: 'notes', filter, ackWaitMs: 1000, maxDeliver: 2 };
    const pull = async () => (await rig.bus.pullEvents({ name: 'notes' })).events;

    it('deliver again what is not acknowledged, then give it up, and redrive it', async () => {
      await rig.bus.createSubscription(plan);
      const { eventId } = await rig.publish('bitter');
      const [first] = await pull();
      expect(first).toMatchObject({ attempt: 1, event: { eventId } });
      expect(await pull()).toEqual([]);
      rig.pass(1001);
      const [second] = await pull();
      expect(second).toMatchObject({ attempt: 2, event: { eventId } });
      rig.pass(2000);
      const letter = await eventually(async () => {
        const { deadLetters } = await rig.bus.listDeadLetters({});
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
      expect(await rig.bus.getSubscription({ name: 'notes' })).toMatchObject({ ackPending: 0n });
      expect(await pull()).toEqual([]);
      const sequence = letter?.sequence ?? 0n;
      const redriven = await rig.bus.redriveDeadLetter({ sequence }, { idempotencyKey: 'k' });
      expect(await rig.bus.redriveDeadLetter({ sequence }, { idempotencyKey: 'k' })).toEqual(redriven);
      await expect(rig.bus.redriveDeadLetter({ sequence }, { idempotencyKey: 'l' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(rig.bus.redriveDeadLetter({ sequence })).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
      const again = await pull();
      expect(again).toMatchObject([{ attempt: 1, event: { eventId, redrivenFrom: String(sequence) } }]);
      expect((await rig.bus.listDeadLetters({})).deadLetters).toEqual([]);
      expect(await rig.bus.ackEvents({ name: 'notes', ackTokens: again.map(({ ackToken }) => ackToken) })).toEqual({
        count: 1,
      });
      expect(await rig.bus.getSubscription({ name: 'notes' })).toMatchObject({ pending: 0n, ackPending: 0n });
    });

    it('tell of each dead letter, once', async () => {
      await rig.bus.createSubscription({ ...plan, maxDeliver: 1 });
      const { sequence } = await rig.publish('bitter');
      const [event] = await pull();
      await rig.bus.nackEvents({ name: 'notes', ackTokens: [event?.ackToken ?? ''] });
      const told = await eventually(async () => {
        const message = await rig.broker.events.last('SYSTEM_EVENTS', 'sys.eventbus.dead_lettered._');
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
      expect((await rig.broker.events.stream('SYSTEM_EVENTS'))?.messages).toBe(1);
      expect((await rig.bus.listDeadLetters({ source: 'sub-admin_3aa1-notes' })).deadLetters).toHaveLength(1);
      expect((await rig.bus.listDeadLetters({ source: 'another' })).deadLetters).toEqual([]);
      expect(await rig.bus.discardDeadLetter({ sequence: 1n, reason: 'of no use' })).toEqual({ sequence: 1n });
      await expect(rig.bus.discardDeadLetter({ sequence: 1n, reason: 'twice' })).rejects.toEqual(
        refused('DEAD_LETTER'),
      );
    });

    it('leave nothing behind when they are deleted', async () => {
      await rig.bus.createSubscription({ ...plan, maxDeliver: 1 });
      await rig.publish('forgotten');
      expect(await pull()).toHaveLength(1);
      await rig.bus.deleteSubscription({ name: 'notes' });
      rig.pass(5000);
      await rig.bus.createSubscription({ ...plan, name: 'other', maxDeliver: 1 });
      await rig.publish('nacked');
      const { events } = await rig.bus.pullEvents({ name: 'other' });
      await rig.bus.nackEvents({ name: 'other', ackTokens: events.map(({ ackToken }) => ackToken) });
      const letters = await eventually(async () => {
        const { deadLetters } = await rig.bus.listDeadLetters({});
        expect(deadLetters).not.toEqual([]);
        return deadLetters;
      });
      expect(letters).toMatchObject([{ source: 'sub-admin_3aa1-other' }]);
    });

    it('keep what was acknowledged at the last delivery out of the dead letters', async () => {
      await rig.bus.createSubscription({ ...plan, maxDeliver: 1 });
      await rig.publish('done');
      await rig.publish('left');
      const [done] = await pull();
      await rig.bus.ackEvents({ name: 'notes', ackTokens: [done?.ackToken ?? ''] });
      rig.pass(5000);
      const letters = await eventually(async () => {
        const { deadLetters } = await rig.bus.listDeadLetters({});
        expect(deadLetters).not.toEqual([]);
        return deadLetters;
      });
      expect(letters.map(({ event }) => event && textOf(event))).toEqual(['left']);
    });

    it('may try a redrive that failed again with the same key', async () => {
      const absent = { code: 'NOT_FOUND', reason: 'DEAD_LETTER' };
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expect(rig.bus.redriveDeadLetter({ sequence: 99n }, { idempotencyKey: 'k' })).rejects.toMatchObject(
          absent,
        );
      }
    });

    it('take an answer as often as it is given, in time and only as it was given', async () => {
      await rig.bus.createSubscription(plan);
      await rig.publish('one');
      const tokens = (await pull()).map(({ ackToken }) => ackToken);
      expect(await rig.bus.ackEvents({ name: 'notes', ackTokens: tokens })).toEqual({ count: 1 });
      expect(await rig.bus.ackEvents({ name: 'notes', ackTokens: tokens })).toEqual({ count: 1 });
      const late = { code: 'FAILED_PRECONDITION', reason: 'ACK_EXPIRED' };
      await expect(rig.bus.nackEvents({ name: 'notes', ackTokens: tokens })).rejects.toMatchObject(late);
      await expect(rig.bus.ackEvents({ name: 'notes', ackTokens: [...tokens, 'unknown'] })).rejects.toMatchObject({
        ...late,
        details: { ack_tokens: 'unknown' },
      });
      rig.pass(1000);
      await expect(rig.bus.ackEvents({ name: 'notes', ackTokens: tokens })).rejects.toMatchObject(late);
      expect(await pull()).toEqual([]);
    });

    it('deliver a nacked event again after its delay', async () => {
      await rig.bus.createSubscription(plan);
      await rig.publish('one');
      const tokens = (await pull()).map(({ ackToken }) => ackToken);
      await rig.bus.nackEvents({ name: 'notes', ackTokens: tokens, delayMs: 300 });
      rig.pass(299);
      expect(await pull()).toEqual([]);
      rig.pass(1);
      expect(await pull()).toMatchObject([{ attempt: 2 }]);
    });

    it('pass over what one subject filter cannot keep out', async () => {
      const ofPlayer = { subjectPattern: 'game.>', playerId: 'p1', types: [] };
      await rig.bus.createSubscription({ ...plan, filter: ofPlayer });
      await rig.publish('not this', { playerId: 'p2' });
      await rig.publish('this', { playerId: 'p1' });
      expect((await pull()).map(({ event }) => event && textOf(event))).toEqual(['this']);
      expect(await rig.bus.getSubscription({ name: 'notes' })).toMatchObject({ filter: ofPlayer, ackPending: 1n });
    });

    it('dead-letter at once what is no event', async () => {
      await rig.bus.createSubscription(plan);
      await rig.broker.events.publish(`${NOTE}._`, Buffer.from('no event'));
      expect(await pull()).toEqual([]);
      const { deadLetters } = await rig.bus.listDeadLetters({});
      expect(deadLetters).toMatchObject([{ errorReason: 'UNDECODABLE_EVENT', originalSequence: 1n }]);
      expect(deadLetters[0]?.event).toBeUndefined();
    });

    it('are made once, and belong to their caller', async () => {
      const made = await rig.bus.createSubscription(plan);
      expect(made).toMatchObject({
        name: 'notes',
        stream: 'GAME_EVENTS',
        state: SubscriptionState.ACTIVE,
        maxDeliver: 2,
      });
      expect(await rig.bus.createSubscription(plan)).toEqual(made);
      const exists = { code: 'ALREADY_EXISTS', reason: 'SUBSCRIPTION_EXISTS' };
      await expect(rig.bus.createSubscription({ ...plan, maxDeliver: 3 })).rejects.toMatchObject(exists);
      const elsewhere = { subjectPattern: 'narr.>', types: [] };
      await expect(rig.bus.createSubscription({ ...plan, filter: elsewhere })).rejects.toMatchObject(exists);
      const other = busOf(rig.harness, { kind: 'service', id: 'other' });
      await expect(other.pullEvents({ name: 'notes' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await other.listSubscriptions({})).subscriptions).toEqual([]);
      const ledger = { subjectPattern: 'ledger.>', types: [] };
      await expect(rig.bus.createSubscription({ ...plan, name: 'x', filter: ledger })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    });

    it('are listed by name, page by page, 50 at most, until they are deleted', async () => {
      for (let number = 0; number < 50; number += 1) await rig.bus.createSubscription({ ...plan, name: `n${number}` });
      await expect(rig.bus.createSubscription(plan)).rejects.toMatchObject({
        code: 'RESOURCE_EXHAUSTED',
        reason: 'TOO_MANY_SUBSCRIPTIONS',
      });
      const first = await rig.bus.listSubscriptions({ pageSize: 3 });
      expect(first.subscriptions.map(({ name }) => name)).toEqual(['n0', 'n1', 'n10']);
      const second = await rig.bus.listSubscriptions({ pageSize: 1, pageToken: first.nextPageToken });
      expect(second.subscriptions.map(({ name }) => name)).toEqual(['n11']);
      expect(await rig.bus.deleteSubscription({ name: 'n11' })).toEqual({ name: 'n11' });
      await expect(rig.bus.getSubscription({ name: 'n11' })).rejects.toEqual(refused('SUBSCRIPTION_NOT_FOUND'));
    });

    it('are paused after three days without a pull, and deleted after thirty', async () => {
      await rig.bus.createSubscription(plan);
      rig.pass(3 * DAY_MS);
      expect(await rig.bus.getSubscription({ name: 'notes' })).toMatchObject({ state: SubscriptionState.PAUSED });
      await pull();
      expect(await rig.bus.getSubscription({ name: 'notes' })).toMatchObject({ state: SubscriptionState.ACTIVE });
      rig.pass(30 * DAY_MS);
      await eventually(() =>
        expect(rig.bus.getSubscription({ name: 'notes' })).rejects.toEqual(refused('SUBSCRIPTION_NOT_FOUND')),
      );
    });
  });
});
