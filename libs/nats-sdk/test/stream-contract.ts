import { TestingServiceClient, WatchTicksRequest, WatchTicksResponse } from '@bodybroker/contracts-testing';
import { createClient, HEADER, inboxMuxOf, NatsRpcTransport, RpcError, type BusMessage } from '../src/index.js';
import type { TestBroker } from './bus-contract.js';
import { deferred, eventually } from './deferred.js';
import { RpcRig } from './rpc-rig.js';

const EMPTY = new Uint8Array(0);

async function toArray<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

async function* from<T>(...items: T[]): AsyncGenerator<T> {
  yield* items;
}

/** Streams over any bus. */
export function streamContract(name: string, start: () => Promise<TestBroker>): void {
  describe(`streams ${name}`, () => {
    let broker: TestBroker;
    let rig: RpcRig;

    beforeAll(async () => {
      broker = await start();
    });
    afterAll(() => broker.stop());
    beforeEach(() => {
      rig = new RpcRig(broker);
    });
    afterEach(() => rig.close());

    it('deliver every payload in order, then end', async () => {
      await rig.serve();
      const client = await rig.client();
      const ticks = await toArray(client.watchTicks({ count: 1_000 }));
      expect(ticks.map(({ number }) => number)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
    });

    it('may be empty', async () => {
      await rig.serve({ watchTicks: () => from() });
      expect(await toArray((await rig.client()).watchTicks({ count: 1 }))).toEqual([]);
    });

    it('first deliver what was sent before an error, then the error', async () => {
      await rig.serve({
        watchTicks: async function* () {
          yield { number: 0, data: EMPTY };
          throw new RpcError('FAILED_PRECONDITION', 'WORLD_ENDED', 'it ended', { details: { day: '7' } });
        },
      });
      const iterator = (await rig.client()).watchTicks({})[Symbol.asyncIterator]();
      await expect(iterator.next()).resolves.toMatchObject({ done: false, value: { number: 0 } });
      await expect(iterator.next()).rejects.toMatchObject({ reason: 'WORLD_ENDED', details: { day: '7' } });
    });

    it('refuse bad requests with the error of unary calls', async () => {
      const { connection } = await rig.serve();
      const client = await rig.client();
      await expect(toArray(client.watchTicks({}, { headers: { [HEADER.timeoutMs]: 'x' } }))).rejects.toMatchObject({
        reason: 'BAD_HEADER',
      });
      const frames = await framesOf(connection.bus, { [HEADER.contentType]: 'text/plain' }, EMPTY, 1);
      expect(frames[0]?.headers).toMatchObject({ [HEADER.frame]: 'error', [HEADER.serviceErrorCode]: '400' });
    });

    it('fail at once when nobody answers', async () => {
      const client = await rig.client();
      await expect(toArray(client.watchTicks({}))).rejects.toMatchObject({ reason: 'NO_RESPONDERS' });
    });

    it('do not run ahead of a slow reader by more than the window', async () => {
      let produced = 0;
      await rig.serve({
        watchTicks: async function* () {
          for (;;) {
            produced += 1;
            yield { number: produced, data: EMPTY };
          }
        },
      });
      const connection = await rig.connect();
      const transport = new NatsRpcTransport(connection, { name: 'tester', stream: { window: 8 } });
      const iterator = createClient(TestingServiceClient, transport).watchTicks({})[Symbol.asyncIterator]();
      await iterator.next();
      await eventually(() => produced >= 8);
      for (let i = 0; i < 5; i += 1) await connection.bus.flush();
      expect(produced).toBeLessThanOrEqual(10);
      for (let i = 0; i < 20; i += 1) await iterator.next();
      await eventually(() => produced >= 21);
      expect(produced).toBeLessThanOrEqual(32);
      await iterator.return?.();
    });

    it('tell the handler at once when the reader stops: by its signal and by return()', async () => {
      const returned = deferred();
      const aborted = deferred<string>();
      const { server } = await rig.serve({
        watchTicks: async function* (_, { signal }) {
          signal.addEventListener('abort', () => aborted.resolve((signal.reason as RpcError).code));
          try {
            for (let number = 0; ; number += 1) yield { number, data: EMPTY };
          } finally {
            returned.resolve();
          }
        },
      });
      const client = await rig.client();
      for await (const { number } of client.watchTicks({})) if (number === 3) break;
      await returned.promise;
      await expect(aborted.promise).resolves.toBe('CANCELLED');
      await eventually(() => server.inFlight === 0);
    });

    it('end for both sides when the signal of the caller aborts', async () => {
      const aborted = deferred();
      await rig.serve({
        watchTicks: async function* (_, { signal }) {
          yield { number: 0, data: EMPTY };
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          aborted.resolve();
        },
      });
      const abort = new AbortController();
      const iterator = (await rig.client()).watchTicks({}, { signal: abort.signal })[Symbol.asyncIterator]();
      await iterator.next();
      const next = iterator.next();
      abort.abort();
      await expect(next).rejects.toMatchObject({ code: 'CANCELLED' });
      await aborted.promise;
    });

    it('end at their deadline', async () => {
      await rig.serve({
        watchTicks: async function* (_, { signal }) {
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          yield { number: 0, data: EMPTY };
        },
      });
      const client = await rig.client();
      await expect(toArray(client.watchTicks({}, { timeoutMs: 50 }))).rejects.toMatchObject({
        code: 'DEADLINE_EXCEEDED',
      });
    });

    it('stay alive while nothing is said, by heartbeats', async () => {
      const gate = deferred();
      const stream = { heartbeatMs: 20, peerTimeoutMs: 120 };
      await rig.serve(
        {
          watchTicks: async function* () {
            await gate.promise;
            yield { number: 7, data: EMPTY };
          },
        },
        { stream },
      );
      const client = await rig.client({ stream });
      const ticks = toArray(client.watchTicks({}));
      await new Promise((resolve) => setTimeout(resolve, 400));
      gate.resolve();
      await expect(ticks).resolves.toMatchObject([{ number: 7 }]);
    });

    it('are given up by the reader when nothing is heard of the handler', async () => {
      const connection = await rig.connect();
      const peer = connection.bus.newInbox();
      connection.bus.subscribe('svc.testing.v1.watch_ticks', ({ reply = '' }) => {
        connection.bus.publish(reply, EMPTY, {
          reply: peer,
          headers: { [HEADER.frame]: 'open', [HEADER.credit]: '0' },
        });
      });
      connection.bus.subscribe(peer, () => undefined);
      await connection.bus.flush();
      const client = await rig.client({ stream: { heartbeatMs: 20, peerTimeoutMs: 60 } });
      await expect(toArray(client.watchTicks({}))).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'PEER_LOST' });
    });

    it('are given up by the handler when nothing is heard of the reader', async () => {
      const aborted = deferred<string>();
      const { connection } = await rig.serve(
        {
          watchTicks: async function* (_, { signal }) {
            await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
            aborted.resolve((signal.reason as RpcError).reason);
            yield* from();
          },
        },
        { stream: { heartbeatMs: 20, peerTimeoutMs: 60 } },
      );
      await framesOf(connection.bus, { [HEADER.frame]: 'open', [HEADER.credit]: '4' }, EMPTY, 2);
      await expect(aborted.promise).resolves.toBe('PEER_LOST');
    });

    it('end with DATA_LOSS at a gap', async () => {
      const fake = await rig.connect();
      fake.bus.subscribe('svc.testing.v1.watch_ticks', ({ reply = '' }) => {
        for (const sequence of ['0', '2']) {
          fake.bus.publish(reply, tickFrame(), { headers: { [HEADER.frame]: 'data', [HEADER.sequence]: sequence } });
        }
      });
      await fake.bus.flush();
      const client = await rig.client();
      await expect(toArray(client.watchTicks({}))).rejects.toMatchObject({
        code: 'DATA_LOSS',
        reason: 'FRAME_MISSING',
      });
    });

    it('end with DATA_LOSS when the last frame is missing', async () => {
      const fake = await rig.connect();
      fake.bus.subscribe('svc.testing.v1.watch_ticks', ({ reply = '' }) => {
        fake.bus.publish(reply, EMPTY, { headers: { [HEADER.frame]: 'end', [HEADER.sequence]: '1' } });
      });
      await fake.bus.flush();
      const client = await rig.client();
      await expect(toArray(client.watchTicks({}))).rejects.toMatchObject({ code: 'DATA_LOSS' });
    });

    it('send exactly one terminal frame, as the last one', async () => {
      const { connection } = await rig.serve();
      const frames = await framesOf(
        connection.bus,
        { [HEADER.frame]: 'open', [HEADER.credit]: '9' },
        countRequest(3),
        5,
      );
      await connection.bus.flush();
      expect(frames.map(({ headers }) => `${headers[HEADER.frame]} ${headers[HEADER.sequence] ?? ''}`)).toEqual([
        'open ',
        'data 0',
        'data 1',
        'data 2',
        'end 3',
      ]);
    });

    it('end for both sides when the connection breaks', async () => {
      const aborted = deferred<string>();
      await rig.serve({
        watchTicks: async function* (_, { signal }) {
          signal.addEventListener('abort', () => aborted.resolve((signal.reason as RpcError).code));
          yield { number: 0, data: EMPTY };
          await new Promise(() => undefined);
        },
      });
      const iterator = (await rig.client()).watchTicks({})[Symbol.asyncIterator]();
      await iterator.next();
      const next = expect(iterator.next()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await broker.disconnect();
      await next;
      await expect(aborted.promise).resolves.toBe('UNAVAILABLE');
      await broker.reconnect();
    });

    it('end with UNAVAILABLE when the server stops', async () => {
      const { server } = await rig.serve({
        watchTicks: async function* (_, { signal }) {
          yield { number: 0, data: EMPTY };
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        },
      });
      const iterator = (await rig.client()).watchTicks({})[Symbol.asyncIterator]();
      await iterator.next();
      const next = expect(iterator.next()).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'DRAINING' });
      await server.stop({ timeoutMs: 1_000 });
      await next;
    });

    it('take requests one after the other and answer once', async () => {
      await rig.serve();
      const client = await rig.client();
      const values = Array.from({ length: 500 }, (_, i) => ({ value: BigInt(i) }));
      await expect(client.sum(from(...values))).resolves.toEqual({ value: 124_750n });
      await expect(client.sum(from())).resolves.toEqual({ value: 0n });
    });

    it('check the rules of each request', async () => {
      await rig.serve();
      const client = await rig.client();
      await expect(client.sum(from({ value: 1n }, { value: 1_001n }))).rejects.toMatchObject({
        reason: 'INVALID_FIELD',
        details: { field: 'value' },
      });
    });

    it('do not read ahead of a slow handler by more than the window', async () => {
      let produced = 0;
      const gate = deferred();
      await rig.serve(
        {
          sum: async (requests) => {
            await gate.promise;
            let value = 0n;
            for await (const request of requests) value += request.value;
            return { value };
          },
        },
        { stream: { window: 8 } },
      );
      const source = async function* (): AsyncGenerator<{ value: bigint }> {
        for (; produced < 100; produced += 1) yield { value: 1n };
      };
      const total = (await rig.client()).sum(source());
      await eventually(() => produced >= 8);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(produced).toBeLessThanOrEqual(9);
      gate.resolve();
      await expect(total).resolves.toEqual({ value: 100n });
    });

    it('fail with the error of the source of the requests, and the handler is cancelled', async () => {
      const aborted = deferred<string>();
      await rig.serve({
        sum: (requests, { signal }) => {
          signal.addEventListener('abort', () => aborted.resolve((signal.reason as RpcError).code));
          return toArray(requests).then(() => ({ value: 0n }));
        },
      });
      const source = async function* (): AsyncGenerator<{ value: bigint }> {
        yield { value: 1n };
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Error('source failed');
      };
      await expect((await rig.client()).sum(source())).rejects.toThrow('source failed');
      await expect(aborted.promise).resolves.toBe('CANCELLED');
    });

    it('stop the source when the handler answers early', async () => {
      const returned = deferred();
      await rig.serve({ sum: () => Promise.resolve({ value: 42n }) });
      const source = async function* (): AsyncGenerator<{ value: bigint }> {
        try {
          for (;;) {
            yield { value: 1n };
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
        } finally {
          returned.resolve();
        }
      };
      await expect((await rig.client()).sum(source())).resolves.toEqual({ value: 42n });
      await returned.promise;
    });

    it('go both ways at once', async () => {
      await rig.serve();
      const client = await rig.client();
      const lines = Array.from({ length: 200 }, (_, i) => ({ text: String(i) }));
      const answers = await toArray(client.chat(from(...lines)));
      expect(answers.map(({ text }) => text)).toEqual(lines.map(({ text }) => `re: ${text}`));
    });

    it('answer a line before the next one is asked', async () => {
      await rig.serve();
      const lines: { resolve: (text: string) => void; promise: Promise<string> }[] = [
        deferred<string>(),
        deferred<string>(),
      ];
      const source = async function* (): AsyncGenerator<{ text: string }> {
        for (const { promise } of lines) yield { text: await promise };
      };
      const iterator = (await rig.client()).chat(source())[Symbol.asyncIterator]();
      lines[0]?.resolve('a');
      await expect(iterator.next()).resolves.toMatchObject({ value: { text: 're: a' } });
      lines[1]?.resolve('b');
      await expect(iterator.next()).resolves.toMatchObject({ value: { text: 're: b' } });
      await expect(iterator.next()).resolves.toMatchObject({ done: true });
    });

    it('run generated clients unchanged', async () => {
      await rig.serve();
      const generated = new TestingServiceClient(await rig.transport());
      const ticks = generated.watchTicks({ count: 3, sizeBytes: 0 });
      const numbers: (number | undefined)[] = [];
      for await (const { result } of ticks.responses)
        numbers.push(result.oneofKind === 'tick' ? result.tick.number : -1);
      expect(numbers).toEqual([0, 1, 2]);
      expect((await ticks.status).code).toBe('OK');
      const sum = generated.sum();
      await sum.requests.send({ value: 2n });
      await sum.requests.send({ value: 3n });
      await sum.requests.complete();
      expect((await sum.response).result).toMatchObject({ total: { value: 5n } });
      const chat = generated.chat();
      await chat.requests.send({ text: 'hi' });
      await chat.requests.complete();
      const lines: string[] = [];
      for await (const { result } of chat.responses) if (result.oneofKind === 'line') lines.push(result.line.text);
      expect(lines).toEqual(['re: hi']);
    });

    it('leave nothing behind', async () => {
      const { connection: served, server } = await rig.serve();
      const connection = await rig.connect();
      const client = createClient(TestingServiceClient, new NatsRpcTransport(connection, { name: 'tester' }));
      await toArray(client.watchTicks({ count: 10 }));
      await client.sum(from({ value: 1n }));
      await toArray(client.chat(from({ text: 'a' })));
      for await (const { number } of client.watchTicks({})) if (number === 0) break;
      await eventually(() => server.inFlight === 0);
      for (const { bus } of [connection, served]) {
        expect(inboxMuxOf(bus).openCount).toBe(0);
        expect(inboxMuxOf(bus).timers.size).toBe(0);
      }
    });
  });

  /** Opens watch_ticks by hand and collects what comes back. */
  function framesOf(
    bus: Parameters<typeof inboxMuxOf>[0],
    headers: Record<string, string>,
    body: Uint8Array,
    count: number,
  ): Promise<BusMessage[]> {
    return new Promise((resolve) => {
      const reply = bus.newInbox();
      const frames: BusMessage[] = [];
      bus.subscribe(reply, (message) => {
        frames.push(message);
        if (frames.length === count) resolve(frames);
      });
      bus.publish('svc.testing.v1.watch_ticks', body, { reply, headers });
    });
  }
}

function tickFrame(): Uint8Array {
  return WatchTicksResponse.toBinary({ result: { oneofKind: 'tick', tick: { number: 0, data: EMPTY } } });
}

function countRequest(count: number): Uint8Array {
  return WatchTicksRequest.toBinary({ count, sizeBytes: 0 });
}
