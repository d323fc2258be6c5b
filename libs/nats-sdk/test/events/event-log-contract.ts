import type { ConsumerSpec, Delivery, EventLog, ReadOptions, StoredMessage } from '../../src/events/event-log.js';
import type { RpcError } from '../../src/rpc/rpc-error.js';

export interface ContractSubject {
  readonly log: EventLog;
  /** Hears the server's advisories. */
  onAdvisory(listener: (subject: string, body: Readonly<Record<string, unknown>>) => void): void;
  /** Publishes outside of the event log. */
  publishRaw(subject: string, text: string): void;
}

const text = new TextEncoder();
const of = (value: string): Uint8Array => text.encode(value);
const decode = ({ data }: { readonly data: Uint8Array }): string => new TextDecoder().decode(data);

/** What every event log does; run on each adapter. Subjects carry a counter, so that tests do not meet. */
export function describeEventLog(name: string, open: () => Promise<ContractSubject>): void {
  let count = 0;
  const topic = (prefix: string): string => `${prefix}.t${(count += 1)}`;
  const spec = (stream: string, filterSubject: string, more: Partial<ConsumerSpec> = {}): ConsumerSpec => ({
    stream,
    durable: `durable-${(count += 1)}`,
    filterSubject,
    start: { from: 'all' },
    ackWaitMs: 5_000,
    maxDeliver: 5,
    maxAckPending: 100,
    ...more,
  });

  describe(`${name}: event log`, () => {
    let subject: ContractSubject;
    let log: EventLog;
    beforeAll(async () => {
      subject = await open();
      log = subject.log;
    });

    const pullOne = async ({ stream, durable }: ConsumerSpec): Promise<Delivery> => {
      const [delivery] = await log.pull(stream, durable, { max: 1, waitMs: 5_000 });
      if (!delivery) throw new Error(`nothing came to ${durable}`);
      return delivery;
    };
    const readAll = async (
      stream: string,
      filterSubject: string,
      more: Partial<ReadOptions> = {},
    ): Promise<StoredMessage[]> => {
      const found: StoredMessage[] = [];
      const signal = new AbortController().signal;
      for await (const message of log.read(stream, {
        filterSubject,
        start: { from: 'all' },
        end: 'stop-at-end',
        signal,
        ...more,
      })) {
        found.push(message);
      }
      return found;
    };
    const failure = async (work: Promise<unknown>): Promise<Pick<RpcError, 'code' | 'reason'>> =>
      work.then(
        () => Promise.reject(new Error('it did not fail')),
        (error: RpcError) => error,
      );

    it('stores a message with its headers and finds it by sequence and by subject', async () => {
      const at = topic('game');
      const before = Date.now();
      const ack = await log.publish(at, of('one'), { headers: { 'Content-Type': 'text/plain', 'X-Name': 'Zoë' } });
      expect(ack).toMatchObject({ stream: 'GAME', duplicate: false });
      const stored = await log.get('GAME', ack.sequence);
      expect(stored).toMatchObject({ stream: 'GAME', sequence: ack.sequence, subject: at });
      expect(stored && decode(stored)).toBe('one');
      expect(stored?.headers).toMatchObject({ 'Content-Type': 'text/plain', 'X-Name': 'Zoë' });
      expect(stored?.storedMs).toBeGreaterThanOrEqual(before - 1_000);
      expect((await log.last('GAME', at))?.sequence).toBe(ack.sequence);
      expect((await log.last('GAME', 'game.>'))?.sequence).toBe(ack.sequence);
    });

    it('finds nothing where nothing is, and names a stream that does not exist', async () => {
      expect(await log.get('GAME', 1_000_000)).toBeUndefined();
      expect(await log.last('GAME', topic('game'))).toBeUndefined();
      expect(await log.stream('NONE')).toBeUndefined();
      expect(await failure(log.get('NONE', 1))).toMatchObject({ code: 'NOT_FOUND', reason: 'STREAM' });
    });

    it('stores a repeated message id once and answers the first sequence', async () => {
      const at = topic('game');
      const first = await log.publish(at, of('a'), { messageId: `${at}:1` });
      const second = await log.publish(at, of('b'), { messageId: `${at}:1` });
      expect(second).toEqual({ ...first, duplicate: true });
      expect(await readAll('GAME', at)).toHaveLength(1);
    });

    it('stores equal messages without an id twice', async () => {
      const at = topic('game');
      await log.publish(at, of('a'));
      expect((await log.publish(at, of('a'))).duplicate).toBe(false);
      expect(await readAll('GAME', at)).toHaveLength(2);
    });

    it('refuses a wrong expected sequence, and lets one of many writers win', async () => {
      const at = topic('game');
      const first = await log.publish(at, of('1'), { expectedLastSubjectSequence: 0 });
      expect(await failure(log.publish(at, of('x'), { expectedLastSubjectSequence: 0 }))).toMatchObject({
        code: 'VERSION_CONFLICT',
        details: { current_version: String(first.sequence) },
      });
      const writers = Array.from({ length: 10 }, (_, writer) =>
        log.publish(at, of(`w${writer}`), { expectedLastSubjectSequence: first.sequence }),
      );
      const results = await Promise.allSettled(writers);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('takes a repeated message id for a duplicate though the expected sequence is no longer right', async () => {
      const at = topic('game');
      const options = { messageId: `${at}:1`, expectedLastSubjectSequence: 0 };
      const first = await log.publish(at, of('1'), options);
      expect(await log.publish(at, of('1'), options)).toEqual({ ...first, duplicate: true });
    });

    it('refuses a message larger than the stream takes', async () => {
      expect(await failure(log.publish(topic('game'), new Uint8Array(4_096)))).toMatchObject({
        code: 'RESOURCE_EXHAUSTED',
        reason: 'MESSAGE_TOO_LARGE',
      });
    });

    it('is unavailable for a subject that no stream takes, after the time given', async () => {
      expect(await failure(log.publish('nowhere.at.all', of('x'), { timeoutMs: 200 }))).toMatchObject({
        code: 'UNAVAILABLE',
      });
    });

    it('drops the oldest messages of a full stream', async () => {
      const at = topic('short');
      for (const value of ['1', '2', '3', '4']) await log.publish(at, of(value));
      expect((await readAll('SHORT', at)).map(decode)).toEqual(['2', '3', '4']);
    });

    it('refuses new messages of a full work queue until one was acked', async () => {
      const at = topic('work');
      const consumer = spec('WORK', 'work.>');
      await log.createConsumer(consumer);
      await log.publish(at, of('1'));
      await log.publish(at, of('2'));
      expect(await failure(log.publish(at, of('3')))).toMatchObject({
        code: 'RESOURCE_EXHAUSTED',
        reason: 'STREAM_FULL',
      });
      await (await pullOne(consumer)).ack();
      await expect(log.publish(at, of('3'))).resolves.toMatchObject({ duplicate: false });
    });

    it('hands out messages in order, each once, until acked', async () => {
      const at = topic('game');
      const consumer = spec('GAME', `${at}.*`);
      await log.createConsumer(consumer);
      for (const value of ['1', '2', '3']) await log.publish(`${at}.p`, of(value));
      const first = await log.pull('GAME', consumer.durable, { max: 2, waitMs: 5_000 });
      expect(first.map(decode)).toEqual(['1', '2']);
      expect(first.map(({ attempt, pending }) => [attempt, pending])).toEqual([
        [1, 2],
        [1, 1],
      ]);
      const rest = await log.pull('GAME', consumer.durable, { max: 10, waitMs: 5_000 });
      expect(rest.map(decode)).toEqual(['3']);
      await Promise.all([...first, ...rest].map((delivery) => delivery.ack()));
      expect(await log.pull('GAME', consumer.durable, { max: 10, waitMs: 20 })).toEqual([]);
      expect(await log.consumer('GAME', consumer.durable)).toMatchObject({ pending: 0, ackPending: 0 });
    });

    it('wakes a waiting pull when a message arrives', async () => {
      const at = topic('game');
      const consumer = spec('GAME', at);
      await log.createConsumer(consumer);
      const waiting = pullOne(consumer);
      await log.publish(at, of('late'));
      expect(decode(await waiting)).toBe('late');
    });

    it('delivers again after the ack wait, at once after a nak, and later after a nak with a delay', async () => {
      const at = topic('game');
      const consumer = spec('GAME', at, { ackWaitMs: 300 });
      await log.createConsumer(consumer);
      await log.publish(at, of('x'));
      expect((await pullOne(consumer)).attempt).toBe(1);
      const second = await pullOne(consumer);
      expect(second.attempt).toBe(2);
      second.nak(0);
      const third = await pullOne(consumer);
      expect(third.attempt).toBe(3);
      const before = performance.now();
      third.nak(200);
      const fourth = await pullOne(consumer);
      expect(fourth.attempt).toBe(4);
      expect(performance.now() - before).toBeGreaterThan(150);
      await fourth.ack();
    });

    it('is answered by a message to the ack subject', async () => {
      const at = topic('game');
      const consumer = spec('GAME', at);
      await log.createConsumer(consumer);
      await log.publish(at, of('x'));
      subject.publishRaw((await pullOne(consumer)).ackSubject, '-NAK');
      const again = await pullOne(consumer);
      expect(again.attempt).toBe(2);
      subject.publishRaw(again.ackSubject, '+ACK');
      expect(await log.pull('GAME', consumer.durable, { max: 1, waitMs: 50 })).toEqual([]);
    });

    it('gives a message up after the last delivery and says so', async () => {
      const at = topic('game');
      const consumer = spec('GAME', at, { maxDeliver: 2 });
      await log.createConsumer(consumer);
      const { sequence } = await log.publish(at, of('x'));
      const advised = new Promise<unknown>((resolve) => {
        subject.onAdvisory((where, body) => {
          if (where.includes('MAX_DELIVERIES') && body['consumer'] === consumer.durable) resolve(body);
        });
      });
      (await pullOne(consumer)).nak(0);
      (await pullOne(consumer)).nak(0);
      expect(await log.pull('GAME', consumer.durable, { max: 1, waitMs: 100 })).toEqual([]);
      expect(await advised).toMatchObject({ stream: 'GAME', stream_seq: sequence, deliveries: 2 });
    });

    it('never delivers a terminated message again and says so', async () => {
      const at = topic('game');
      const consumer = spec('GAME', at);
      await log.createConsumer(consumer);
      const { sequence } = await log.publish(at, of('x'));
      const advised = new Promise<unknown>((resolve) => {
        subject.onAdvisory((where, body) => {
          if (where.includes('MSG_TERMINATED') && body['consumer'] === consumer.durable) resolve(body);
        });
      });
      (await pullOne(consumer)).term('poison');
      expect(await advised).toMatchObject({ stream: 'GAME', stream_seq: sequence });
      expect(await log.consumer('GAME', consumer.durable)).toMatchObject({ ackPending: 0 });
    });

    it('has no more messages out than allowed', async () => {
      const at = topic('game');
      const consumer = spec('GAME', at, { maxAckPending: 2 });
      await log.createConsumer(consumer);
      for (const value of ['1', '2', '3']) await log.publish(at, of(value));
      const out = await log.pull('GAME', consumer.durable, { max: 10, waitMs: 5_000 });
      expect(out).toHaveLength(2);
      expect(await log.pull('GAME', consumer.durable, { max: 10, waitMs: 30 })).toEqual([]);
      await out[0]?.ack();
      expect(decode(await pullOne(consumer))).toBe('3');
    });

    it('creates a consumer once, refuses other settings under the same name, and deletes it', async () => {
      const consumer = spec('GAME', topic('game'), { metadata: { owner: 'me' }, inactiveMs: 600_000 });
      const created = await log.createConsumer(consumer);
      expect(created).toMatchObject(consumer);
      await expect(log.createConsumer(consumer)).resolves.toMatchObject(consumer);
      expect(await failure(log.createConsumer({ ...consumer, ackWaitMs: 1_000 }))).toMatchObject({
        code: 'ALREADY_EXISTS',
      });
      expect((await log.consumers('GAME')).map(({ durable }) => durable)).toContain(consumer.durable);
      expect(await log.deleteConsumer('GAME', consumer.durable)).toBe(true);
      expect(await log.deleteConsumer('GAME', consumer.durable)).toBe(false);
      expect(await log.consumer('GAME', consumer.durable)).toBeUndefined();
    });

    it('names a consumer that does not exist when pulled from', async () => {
      expect(await failure(log.pull('GAME', 'nobody', { max: 1, waitMs: 100 }))).toMatchObject({
        code: 'NOT_FOUND',
        reason: 'CONSUMER',
      });
    });

    it('begins a consumer at a sequence, at a time, or with what comes', async () => {
      const at = topic('game');
      await log.publish(at, of('1'));
      const second = await log.publish(at, of('2'));
      const bySequence = spec('GAME', at, { start: { from: 'sequence', sequence: second.sequence } });
      const byTime = spec('GAME', at, { start: { from: 'time', timeMs: Date.now() + 60_000 } });
      const fresh = spec('GAME', at, { start: { from: 'new' } });
      for (const consumer of [bySequence, byTime, fresh]) {
        expect(await log.createConsumer(consumer)).toMatchObject({ start: consumer.start });
      }
      await log.publish(at, of('3'));
      expect(decode(await pullOne(bySequence))).toBe('2');
      expect(decode(await pullOne(fresh))).toBe('3');
    });

    it('reads in order to the end, more than a batch long', async () => {
      const at = topic('game');
      const values = Array.from({ length: 250 }, (_, index) => String(index));
      await Promise.all(values.map((value) => log.publish(`${at}.${value}`, of(value))));
      const found = await readAll('GAME', `${at}.>`);
      expect(found.map(decode).sort()).toEqual([...values].sort());
      const sequences = found.map(({ sequence }) => sequence);
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
      const from = sequences[200] ?? 0;
      expect(await readAll('GAME', `${at}.>`, { start: { from: 'sequence', sequence: from } })).toHaveLength(50);
      expect(await readAll('GAME', topic('game'))).toEqual([]);
    });

    it('follows what comes until aborted', async () => {
      const at = topic('game');
      await log.publish(at, of('old'));
      const stop = new AbortController();
      const found: string[] = [];
      const reading = (async () => {
        for await (const message of log.read('GAME', {
          filterSubject: at,
          start: { from: 'all' },
          end: 'follow',
          signal: stop.signal,
        })) {
          found.push(decode(message));
          if (found.length === 1) await log.publish(at, of('fresh'));
          else stop.abort();
        }
      })();
      await reading;
      expect(found).toEqual(['old', 'fresh']);
    });

    it('removes a message once, and never from a stream that denies it', async () => {
      const { sequence } = await log.publish(topic('game'), of('x'));
      expect(await log.remove('GAME', sequence)).toBe(true);
      expect(await log.remove('GAME', sequence)).toBe(false);
      expect(await log.get('GAME', sequence)).toBeUndefined();
      const kept = await log.publish(topic('ledger'), of('x'));
      await expect(log.remove('LEDGER', kept.sequence)).rejects.toThrow(/not permitted/);
    });

    it('lists streams with what they hold', async () => {
      const at = topic('game');
      const { sequence } = await log.publish(at, of('x'));
      const streams = await log.streams();
      expect(streams.map(({ name: stream }) => stream)).toEqual([
        'DLQ',
        'GAME',
        'KV_settings',
        'LEDGER',
        'SHORT',
        'WORK',
      ]);
      const game = await log.stream('GAME');
      expect(game).toMatchObject({ subjects: ['game.>'], lastSequence: sequence });
      expect(game?.messages).toBeGreaterThan(0);
      expect(game?.bytes).toBeGreaterThan(0);
    });
  });
}
