import { createMemoryConnection } from '../../src/bus/memory-server.js';
import type { MemoryConnection } from '../../src/bus/memory-server.js';
import type { ConsumerOptions, RunningConsumer } from '../../src/events/consumer/consumer-options.js';
import type { EventContext } from '../../src/events/consumer/event-context.js';
import { startConsumer } from '../../src/events/consumer/start-consumer.js';
import { subscriber, type SubscriberOptions } from '../../src/events/consumer/subscriber.js';
import { discardDeadLetter, redriveDeadLetter } from '../../src/events/dead-letter/redrive-dead-letter.js';
import { listDeadLetters } from '../../src/events/dead-letter/list-dead-letters.js';
import { watchAdvisories } from '../../src/events/dead-letter/watch-advisories.js';
import { createEvent } from '../../src/events/envelope/create-event.js';
import { decodeEvent } from '../../src/events/envelope/decode-event.js';
import type { Delivery } from '../../src/events/event-log.js';
import { noLogger, type Logger } from '@bodybroker/telemetry';
import { currentContext } from '../../src/rpc/context-storage.js';
import { RpcError } from '../../src/rpc/rpc-error.js';
import { CONTRACT_TOPOLOGY } from './contract-topology.js';
import { Closed, Opened } from './test-event.js';

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
}

function deferred(): Deferred {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

describe('startConsumer', () => {
  const time = { ms: 1_000_000 };
  const clock = { now: () => time.ms };
  let connection: MemoryConnection;
  let running: RunningConsumer[];
  let logged: { readonly message: string; readonly fields: Readonly<Record<string, unknown>> }[];
  let version = 0;

  beforeEach(() => {
    connection = createMemoryConnection({ clock, topology: CONTRACT_TOPOLOGY });
    running = [];
    logged = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((consumer) => consumer.stop({ timeoutMs: 0 })));
  });

  const logger: Logger = {
    ...noLogger,
    warn: (message, fields = {}) => void logged.push({ fields, message }),
    error: (message, fields = {}) => void logged.push({ fields, message }),
  };
  const start = (
    definition: Partial<SubscriberOptions<Opened>> & Pick<SubscriberOptions<Opened>, 'handle'>,
    options: Partial<ConsumerOptions> = {},
  ): RunningConsumer => {
    const consumer = startConsumer(
      connection,
      subscriber({ event: Opened, durable: 'door-test', filterSubject: 'game.door.>', ...definition }),
      { service: 'door-test', clock, logger, create: 'if-missing', start: { from: 'all' }, ...options },
    );
    running.push(consumer);
    return consumer;
  };
  const publish = (name: string, playerId?: string, messageType = Opened): Promise<unknown> => {
    const event = createEvent(
      messageType,
      { name },
      {
        source: 'test',
        clock,
        entityId: 'door',
        entityVersion: (version += 1),
        context: { requestId: 'req', correlationId: 'chain', worldId: 'main', traceparent: '00-trace' },
        ...(playerId !== undefined && { playerId }),
      },
    );
    return connection.events.publish(event.subject, event.bytes, { headers: event.headers, messageId: event.id });
  };
  const advance = (ms: number): void => {
    time.ms += ms;
    connection.events.wake();
  };
  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    for (let turn = 0; turn < 2_000; turn += 1) {
      if (await condition()) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error('it did not come to pass');
  };
  const idle = async (): Promise<boolean> => {
    const info = await connection.events.consumer('GAME', 'door-test');
    return info?.pending === 0 && info.ackPending === 0;
  };

  it('hands payload and context over, makes it the current one, and acks', async () => {
    const seen: { readonly name: string; readonly context: EventContext }[] = [];
    const next: string[] = [];
    start({
      handle: (payload, context) => {
        seen.push({ name: payload.name, context });
        expect(currentContext()).toBe(context);
        const caused = decodeEvent(
          createEvent(Closed, {}, { source: 's', clock, entityId: 'e', entityVersion: 1 }).bytes,
        );
        next.push(caused.correlationId, caused.causationId);
      },
    });
    await publish('cellar', 'plr_1');
    await until(idle);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      name: 'cellar',
      context: {
        actor: { kind: 'service', id: 'door-test' },
        correlationId: 'chain',
        traceparent: '00-trace',
        stream: 'GAME',
        attempt: 1,
        subject: 'game.door.opened.plr_1',
      },
    });
    expect(next).toEqual(['chain', seen[0]?.context.event.eventId]);
  });

  it('skips types it does not handle, and tells several apart', async () => {
    const seen: string[] = [];
    const consumer = start({ handle: ({ name }) => void seen.push(name) });
    await publish('closed', undefined, Closed);
    await publish('opened');
    await until(idle);
    expect(seen).toEqual(['opened']);
    await consumer.stop();
    start({
      event: [Opened, Closed],
      durable: 'door-both',
      handle: (_payload, { event }) => void seen.push(event.type),
    });
    await until(() => seen.length === 3);
    expect(seen.slice(1)).toEqual(['game.door.closed', 'game.door.opened']);
  });

  it('tries a failed event again after 1 s, 5 s, 30 s and 2 min, then dead-letters it with its bytes', async () => {
    const attempts: number[] = [];
    start({
      handle: (_payload, { attempt }) => {
        attempts.push(attempt);
        throw new RpcError('UNAVAILABLE', 'STORE_DOWN', 'the words of a player');
      },
    });
    await publish('x', 'plr_1');
    for (const [index, delayMs] of [1_000, 5_000, 30_000, 120_000].entries()) {
      await until(() => attempts.length === index + 1 && logged.length === index + 1);
      advance(delayMs - 1);
      await new Promise((resolve) => setImmediate(resolve));
      expect(attempts).toHaveLength(index + 1);
      advance(1);
    }
    await until(idle);
    expect(attempts).toEqual([1, 2, 3, 4, 5]);
    const [letter, ...more] = await listDeadLetters(connection.events);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({
      source: { stream: 'GAME', durable: 'door-test', subject: 'game.door.opened.plr_1', sequence: 1 },
      failure: { code: 'UNAVAILABLE', reason: 'STORE_DOWN', attempts: 5, failedAtMs: time.ms },
      headers: { traceparent: '00-trace', 'Bb-Correlation-Id': 'chain' },
    });
    expect(letter && decodeEvent(letter.data).playerId).toBe('plr_1');
    const stored = await connection.events.get('DLQ', letter?.sequence ?? 0);
    expect(stored?.subject).toBe('dlq.GAME.door-test');
    expect(JSON.stringify(stored?.headers)).not.toContain('words of a player');
  });

  it('waits longer when the error asks for it', async () => {
    let calls = 0;
    start({
      handle: () => {
        calls += 1;
        if (calls === 1) throw new RpcError('RESOURCE_EXHAUSTED', 'FULL', 'full', { retryAfterMs: 9_000 });
      },
    });
    await publish('x');
    await until(() => logged.length === 1);
    advance(8_999);
    await new Promise((resolve) => setImmediate(resolve));
    expect(calls).toBe(1);
    advance(1);
    await until(idle);
    expect(calls).toBe(2);
  });

  it('dead-letters at once what cannot be decoded and what no other try betters', async () => {
    start({
      handle: () => {
        throw new RpcError('INVALID_ARGUMENT', 'BAD_DOOR', 'no such door can be');
      },
    });
    await connection.events.publish('game.door.opened._', Uint8Array.of(0xff));
    await publish('x');
    await until(idle);
    const letters = await listDeadLetters(connection.events, { stream: 'GAME', durable: 'door-test' });
    expect(letters.map(({ failure }) => [failure.reason, failure.attempts])).toEqual([
      ['UNDECODABLE_EVENT', 1],
      ['BAD_DOOR', 1],
    ]);
    expect(await listDeadLetters(connection.events, { durable: 'another' })).toEqual([]);
  });

  it('handles events of one player in turn and others side by side, no more than allowed', async () => {
    const gates = new Map<string, Deferred>();
    const begun: string[] = [];
    const consumer = start(
      {
        handle: async ({ name }) => {
          begun.push(name);
          const gate = deferred();
          gates.set(name, gate);
          await gate.promise;
        },
      },
      { maxInFlight: 3 },
    );
    await publish('a1', 'a');
    await publish('a2', 'a');
    await publish('b1', 'b');
    await publish('c1', 'c');
    await until(() => begun.length === 2 && consumer.inFlight === 3);
    expect(begun).toEqual(['a1', 'b1']);
    gates.get('b1')?.resolve();
    await until(() => begun.length === 3);
    expect(begun).toEqual(['a1', 'b1', 'c1']);
    gates.get('a1')?.resolve();
    await until(() => begun.length === 4);
    for (const gate of gates.values()) gate.resolve();
    await until(idle);
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2']);
  });

  it('stops: waits for what runs, hands back what was not begun', async () => {
    const gate = deferred();
    const begun: string[] = [];
    const consumer = start({
      handle: async ({ name }) => {
        begun.push(name);
        await gate.promise;
      },
    });
    await publish('1', 'a');
    await publish('2', 'a');
    await until(() => consumer.inFlight === 2);
    const stopping = consumer.stop({ timeoutMs: 5_000 });
    expect(consumer.state).toBe('stopping');
    gate.resolve();
    await stopping;
    expect(consumer.state).toBe('stopped');
    expect(begun).toEqual(['1']);
    const [handedBack] = await connection.events.pull('GAME', 'door-test', { max: 10, waitMs: 0 });
    expect(handedBack).toMatchObject({ sequence: 2, attempt: 2 });
  });

  it('stops: aborts what takes too long, without counting it as a failure', async () => {
    const consumer = start({
      handle: (_payload, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    });
    await publish('x');
    await until(() => consumer.inFlight === 1);
    await consumer.stop({ timeoutMs: 10 });
    expect(consumer.inFlight).toBe(0);
    expect(await listDeadLetters(connection.events)).toEqual([]);
    expect(await connection.events.pull('GAME', 'door-test', { max: 1, waitMs: 0 })).toMatchObject([{ attempt: 2 }]);
  });

  it('aborts a handler that is over its time and tries the event again', async () => {
    const reasons: string[] = [];
    start(
      {
        handle: async (_payload, { signal, attempt }) => {
          if (attempt > 1) return;
          await new Promise<void>((resolve) => {
            signal.addEventListener('abort', () => resolve());
          });
          reasons.push((signal.reason as RpcError).reason);
          signal.throwIfAborted();
        },
      },
      { handlerTimeoutMs: 10 },
    );
    await publish('x');
    await until(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return logged.length === 1;
    });
    expect(reasons).toEqual(['HANDLER_TIMEOUT']);
    expect(logged[0]?.fields).toMatchObject({ code: 'DEADLINE_EXCEEDED', delayMs: 1_000 });
    advance(1_000);
    await until(idle);
  });

  it('keeps a message that takes long from being delivered again', async () => {
    const ackWaitMs = 90;
    await connection.events.createConsumer({
      stream: 'GAME',
      durable: 'door-test',
      filterSubject: 'game.door.>',
      start: { from: 'all' },
      ackWaitMs,
      maxDeliver: 5,
      maxAckPending: 10,
    });
    const gate = deferred();
    const working = jest.fn();
    const pull = connection.events.pull.bind(connection.events);
    jest.spyOn(connection.events, 'pull').mockImplementation(async (...args) => {
      const deliveries = await pull(...args);
      return deliveries.map((delivery): Delivery => ({ ...delivery, working }));
    });
    start({ handle: () => gate.promise });
    await publish('x');
    await until(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return working.mock.calls.length >= 2;
    });
    gate.resolve();
    await until(idle);
  });

  it('waits for a durable that is not there yet, and survives a stream that fails', async () => {
    const seen: string[] = [];
    const consumer = start({ handle: ({ name }) => void seen.push(name) }, { create: 'never' });
    await until(() => logged.length === 1);
    expect(consumer.state).toBe('starting');
    expect(logged[0]?.fields['error']).toMatchObject({ code: 'NOT_FOUND', reason: 'CONSUMER' });
    await connection.events.createConsumer({
      stream: 'GAME',
      durable: 'door-test',
      filterSubject: 'game.door.>',
      start: { from: 'all' },
      ackWaitMs: 30_000,
      maxDeliver: 5,
      maxAckPending: 10,
    });
    jest
      .spyOn(connection.events, 'pull')
      .mockRejectedValueOnce(new RpcError('UNAVAILABLE', 'CONSUMER_WITHOUT_LEADER', 'no leader'));
    await publish('x');
    await until(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return seen.length === 1;
    });
    expect(logged.length).toBeGreaterThanOrEqual(2);
    expect(consumer.state).toBe('consuming');
  });

  it('leaves the message to the server when it cannot be dead-lettered', async () => {
    start({
      handle: () => {
        throw new RpcError('INVALID_ARGUMENT', 'BAD', 'bad');
      },
    });
    const publishEvent = connection.events.publish.bind(connection.events);
    const failing = jest
      .spyOn(connection.events, 'publish')
      .mockImplementation((subject, ...rest) =>
        subject.startsWith('dlq.')
          ? Promise.reject(new RpcError('UNAVAILABLE', 'DOWN', 'down'))
          : publishEvent(subject, ...rest),
      );
    await publish('x');
    await until(() => logged.length === 1);
    expect(await listDeadLetters(connection.events)).toEqual([]);
    failing.mockRestore();
    advance(1_000);
    await until(idle);
    expect(await listDeadLetters(connection.events)).toMatchObject([{ failure: { attempts: 2 } }]);
  });

  describe('dead letters', () => {
    const deadLetter = async (): Promise<number> => {
      await connection.events.publish('dlq.GAME.gone', Uint8Array.of(1));
      start({
        handle: ({ name }) => {
          if (name === 'bad') throw new RpcError('INVALID_ARGUMENT', 'BAD', 'bad');
        },
      });
      await publish('bad', 'plr_1');
      await until(idle);
      const [letter] = await listDeadLetters(connection.events);
      return letter?.sequence ?? 0;
    };

    it('are published again to their subject, then dropped', async () => {
      const sequence = await deadLetter();
      const ack = await redriveDeadLetter(connection.events, sequence);
      const stored = await connection.events.get('GAME', ack.sequence);
      expect(stored).toMatchObject({
        subject: 'game.door.opened.plr_1',
        headers: { 'Redriven-From': String(sequence), 'Bb-Correlation-Id': 'chain' },
      });
      expect(stored?.headers['Bb-Error-Code']).toBeUndefined();
      await expect(redriveDeadLetter(connection.events, sequence)).rejects.toMatchObject({ reason: 'DEAD_LETTER' });
    });

    it('are discarded once', async () => {
      const sequence = await deadLetter();
      await discardDeadLetter(connection.events, sequence);
      expect(await listDeadLetters(connection.events)).toEqual([]);
      await expect(discardDeadLetter(connection.events, sequence)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('are listed in pages', async () => {
      start({
        handle: () => {
          throw new RpcError('INVALID_ARGUMENT', 'BAD', 'bad');
        },
      });
      for (const name of ['1', '2', '3']) await publish(name);
      await until(idle);
      const first = await listDeadLetters(connection.events, { limit: 2 });
      expect(first).toHaveLength(2);
      const rest = await listDeadLetters(connection.events, { limit: 2, afterSequence: first[1]?.sequence ?? 0 });
      expect(rest.map(({ source }) => source.sequence)).toEqual([3]);
    });

    it('are made of what a dead process left after the last delivery, and only once of what a consumer gave up', async () => {
      const told: string[] = [];
      const watch = watchAdvisories(connection, {
        clock,
        onDeadLetter: (source, failure) =>
          told.push(`${source.durable} ${source.subject} ${failure.reason} ${failure.attempts}`),
      });
      const spec = {
        stream: 'GAME',
        durable: 'crashed',
        filterSubject: 'game.door.>',
        start: { from: 'all' } as const,
      };
      await connection.events.createConsumer({ ...spec, ackWaitMs: 1_000, maxDeliver: 2, maxAckPending: 10 });
      await deadLetter();
      for (let delivery = 0; delivery < 3; delivery += 1) {
        await connection.events.pull('GAME', 'crashed', { max: 1, waitMs: 0 });
        advance(1_000);
      }
      await until(() => told.length === 1);
      await watch.stop();
      expect(told).toEqual(['crashed game.door.opened.plr_1 MAX_DELIVERIES 2']);
      const letters = await listDeadLetters(connection.events);
      expect(letters.map(({ source, failure }) => [source.durable, failure.reason])).toEqual([
        ['door-test', 'BAD'],
        ['crashed', 'MAX_DELIVERIES'],
      ]);
    });
  });
});
