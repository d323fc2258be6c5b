import type { Bus, BusEvent, BusMessage, Connection } from '../src/index.js';

/** A message server that a suite can connect to and break. */
export interface TestBroker {
  connect(): Promise<Connection>;
  /** Resolves when the clients have noticed. */
  disconnect(): Promise<void>;
  reconnect(): Promise<void>;
  stop(): Promise<void>;
}

const text = (data: Uint8Array): string => new TextDecoder().decode(data);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Resolves with the next `count` messages on a subject. */
function collect(bus: Bus, subject: string, count: number, queue?: string): Promise<BusMessage[]> {
  return new Promise((resolve) => {
    const messages: BusMessage[] = [];
    const subscription = bus.subscribe(
      subject,
      (message) => {
        messages.push(message);
        if (messages.length < count) return;
        subscription.unsubscribe();
        resolve(messages);
      },
      queue === undefined ? {} : { queue },
    );
  });
}

function nextEvent(bus: Bus, type: BusEvent['type']): Promise<BusEvent> {
  return new Promise((resolve) => {
    const off = bus.onEvent((event) => {
      if (event.type !== type) return;
      off();
      resolve(event);
    });
  });
}

/** What every Bus does. One suite for all of them. */
export function busContract(name: string, start: () => Promise<TestBroker>): void {
  describe(`a bus ${name}`, () => {
    let broker: TestBroker;
    let one: Connection;
    let two: Connection;

    beforeAll(async () => {
      broker = await start();
    });
    afterAll(() => broker.stop());
    beforeEach(async () => {
      one = await broker.connect();
      two = await broker.connect();
    });
    afterEach(async () => {
      await one.close();
      await two.close();
    });

    it('delivers subject, reply, headers and data to another client', async () => {
      const received = collect(two.bus, 'a.b', 1);
      await two.bus.flush();
      one.bus.publish('a.b', bytes('hi'), { reply: 'back.here', headers: { 'X-One': ' 1 ', 'x-one': 'two: drei' } });
      const [message] = await received;
      expect(message).toMatchObject({ subject: 'a.b', reply: 'back.here', status: undefined });
      expect(message?.headers).toEqual({ 'X-One': '1', 'x-one': 'two: drei' });
      expect(text(message?.data ?? bytes(''))).toBe('hi');
    });

    it('delivers in the order of publishing, and not inside the publish', async () => {
      const received = collect(one.bus, 'order', 100);
      let isInside = true;
      one.bus.subscribe('order', () => expect(isInside).toBe(false));
      await one.bus.flush();
      for (let i = 0; i < 100; i += 1) one.bus.publish('order', bytes(String(i)));
      isInside = false;
      expect((await received).map(({ data }) => text(data))).toEqual(Array.from({ length: 100 }, (_, i) => String(i)));
    });

    it.each([
      ['a.*.c', ['a.b.c'], ['a.b', 'a.b.c.d', 'x.b.c']],
      ['a.>', ['a.b', 'a.b.c'], ['a', 'b.a']],
      ['>', ['z'], []],
      ['*.b', ['a.b'], ['a.b.c', 'b']],
    ])('matches %s', async (filter, matching, others) => {
      const end = 'z';
      const seen: string[] = [];
      two.bus.subscribe(filter, ({ subject }) => seen.push(subject));
      const done = filter === '>' ? Promise.resolve([]) : collect(two.bus, end, 1);
      await two.bus.flush();
      for (const subject of [...others, ...matching]) one.bus.publish(subject, bytes(''));
      if (filter !== '>') one.bus.publish(end, bytes(''));
      await done;
      await one.bus.flush();
      await two.bus.flush();
      expect(seen).toEqual(matching);
    });

    it('gives each message to one member of a queue group, and to every plain subscriber', async () => {
      const counts = [0, 0, 0];
      const count = (index: number) => (): void => {
        counts[index] = (counts[index] ?? 0) + 1;
      };
      one.bus.subscribe('work', count(0), { queue: 'workers' });
      two.bus.subscribe('work', count(1), { queue: 'workers' });
      two.bus.subscribe('work', count(2));
      await one.bus.flush();
      await two.bus.flush();
      const all = collect(two.bus, 'work', 100);
      await two.bus.flush();
      for (let i = 0; i < 100; i += 1) one.bus.publish('work', bytes(''));
      await all;
      await one.bus.flush();
      expect(counts[0]).toBeGreaterThan(0);
      expect(counts[1]).toBeGreaterThan(0);
      expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(100);
      expect(counts[2]).toBe(100);
    });

    it('answers a message to nobody with status 503, to its publisher alone', async () => {
      const inbox = one.bus.newInbox();
      const stranger = jest.fn();
      two.bus.subscribe(inbox, stranger);
      await two.bus.flush();
      const received = collect(one.bus, inbox, 1);
      await one.bus.flush();
      one.bus.publish('nobody.here', bytes('x'), { reply: inbox });
      const [message] = await received;
      expect(message).toMatchObject({ subject: inbox, status: 503 });
      expect(message?.data).toHaveLength(0);
      await two.bus.flush();
      expect(stranger).not.toHaveBeenCalled();
    });

    it('refuses a message larger than the server takes, headers included, and goes on', async () => {
      const { bus } = one;
      const headers = { 'X-A': 'b' };
      const headersBytes = 'NATS/1.0\r\nX-A: b\r\n\r\n'.length;
      const largest = new Uint8Array(bus.maxPayloadBytes - headersBytes);
      const received = collect(two.bus, 'large', 1);
      await two.bus.flush();
      expect(() => bus.publish('large', new Uint8Array(largest.length + 1), { headers })).toThrow(
        expect.objectContaining({ code: 'RESOURCE_EXHAUSTED', reason: 'MESSAGE_TOO_LARGE', retryable: false }),
      );
      bus.publish('large', largest, { headers });
      const [message] = await received;
      expect(message?.data).toHaveLength(largest.length);
      expect(bus.state).toBe('connected');
    });

    it('does not care what the publisher does with its buffer afterwards', async () => {
      const received = collect(two.bus, 'buffer', 1);
      await two.bus.flush();
      const data = bytes('before');
      one.bus.publish('buffer', data);
      await one.bus.flush();
      data.fill(0);
      expect(text((await received)[0]?.data ?? bytes(''))).toBe('before');
    });

    it.each(['', 'a b', 'a.*', 'a.>', 'a..b', '.a', 'a\r\nPUB x 0\r\n'])('refuses to publish to %j', (subject) => {
      expect(() => one.bus.publish(subject, bytes(''))).toThrow(expect.objectContaining({ reason: 'BAD_SUBJECT' }));
    });

    it.each([{ 'a b': 'c' }, { 'a:b': 'c' }, { a: 'b\r\nc: d' }])('refuses the headers %j', (headers) => {
      expect(() => one.bus.publish('a', bytes(''), { headers })).toThrow(
        expect.objectContaining({ reason: 'BAD_HEADER' }),
      );
    });

    it('stops delivery on unsubscribe, which may be called twice', async () => {
      const handler = jest.fn();
      const subscription = one.bus.subscribe('stop', handler);
      await one.bus.flush();
      subscription.unsubscribe();
      subscription.unsubscribe();
      two.bus.publish('stop', bytes(''));
      await two.bus.flush();
      await one.bus.flush();
      expect(handler).not.toHaveBeenCalled();
    });

    it('delivers what is on its way when a subscription drains, and nothing after', async () => {
      const seen: string[] = [];
      const subscription = one.bus.subscribe('drain', ({ data }) => seen.push(text(data)));
      await one.bus.flush();
      two.bus.publish('drain', bytes('before'));
      await two.bus.flush();
      await subscription.drain();
      two.bus.publish('drain', bytes('after'));
      await two.bus.flush();
      await one.bus.flush();
      expect(seen).toEqual(['before']);
      await subscription.drain();
    });

    it('reports what a handler throws and delivers on', async () => {
      const errors: string[] = [];
      one.bus.onEvent((event) => {
        if (event.type === 'error') errors.push(event.error.message);
      });
      one.bus.subscribe('throw', () => {
        throw new Error('boom');
      });
      const received = collect(one.bus, 'throw', 2);
      await one.bus.flush();
      two.bus.publish('throw', bytes(''));
      two.bus.publish('throw', bytes(''));
      await received;
      await one.bus.flush();
      expect(errors).toEqual(['boom', 'boom']);
    });

    it('gives out inboxes that nobody else has', () => {
      const inboxes = new Set([one.bus.newInbox(), one.bus.newInbox(), two.bus.newInbox(), two.bus.newInbox()]);
      expect(inboxes.size).toBe(4);
    });

    it('measures the way to the server', async () => {
      expect(await one.bus.rtt()).toBeGreaterThanOrEqual(0);
      expect(one.bus.server).not.toBe('');
    });

    it('throws at once while disconnected, says so, and has its subscriptions back afterwards', async () => {
      const events: string[] = [];
      one.bus.onEvent(({ type }) => {
        if (type !== 'error') events.push(type);
      });
      const received = collect(two.bus, 'again', 1);
      await two.bus.flush();
      await broker.disconnect();
      expect(one.bus.state).toBe('disconnected');
      expect(one.bus.server).toBe('');
      expect(() => one.bus.publish('again', bytes('lost'))).toThrow(
        expect.objectContaining({ code: 'UNAVAILABLE', reason: 'DISCONNECTED' }),
      );
      await expect(one.bus.flush()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      const duringOutage = collect(one.bus, 'new', 1);
      const back = [one, two].map(({ bus }) =>
        bus.state === 'connected' ? Promise.resolve() : nextEvent(bus, 'reconnected'),
      );
      await broker.reconnect();
      await Promise.all(back);
      await two.bus.flush();
      await one.bus.flush();
      one.bus.publish('again', bytes('back'));
      two.bus.publish('new', bytes('too'));
      expect(text((await received)[0]?.data ?? bytes(''))).toBe('back');
      await duringOutage;
      expect(events).toEqual(['disconnected', 'reconnected']);
    });

    it('is closed for good by close', async () => {
      const closed = nextEvent(one.bus, 'closed');
      await one.close();
      await closed;
      expect(one.bus.state).toBe('closed');
      expect(() => one.bus.publish('a', bytes(''))).toThrow(expect.objectContaining({ reason: 'CONNECTION_CLOSED' }));
      expect(() => one.bus.subscribe('a', () => undefined)).toThrow(
        expect.objectContaining({ reason: 'CONNECTION_CLOSED' }),
      );
      await one.close();
    });

    it('delivers what was published before a drain of the connection', async () => {
      const received = collect(two.bus, 'last', 1);
      await two.bus.flush();
      one.bus.publish('last', bytes('word'));
      await one.drain();
      await received;
      expect(one.bus.state).toBe('closed');
    });
  });
}
