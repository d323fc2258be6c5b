import { TestingServiceClient } from '@bodybroker/contracts-testing';
import {
  createClient,
  HEADER,
  inboxMuxOf,
  NatsRpcTransport,
  RpcError,
  type Bus,
  type BusMessage,
  type Connection,
  type HandlerContext,
} from '../src/index.js';
import type { TestBroker } from './bus-contract.js';
import { deferred, eventually, type Deferred } from './deferred.js';
import { RpcRig } from './rpc-rig.js';
import type { TestingHandlers } from './testing-handlers.js';

const NOTHING = new Uint8Array(0);
const CANCEL = 'svc.testing.cancel';
const ECHO = 'svc.testing.v1.echo';

interface Interruptible {
  readonly started: Deferred<HandlerContext>;
  /** The reason of the handler's signal. */
  readonly aborted: Deferred<RpcError>;
  readonly echo: TestingHandlers['echo'];
}

/** A handler that works until its signal aborts. */
function interruptible(): Interruptible {
  const started = deferred<HandlerContext>();
  const aborted = deferred<RpcError>();
  return {
    started,
    aborted,
    echo: (_, context) =>
      new Promise((_resolve, reject) => {
        context.signal.addEventListener('abort', () => {
          aborted.resolve(context.signal.reason as RpcError);
          reject(context.signal.reason);
        });
        started.resolve(context);
      }),
  };
}

interface EndpointStatistics {
  readonly num_requests: number;
  readonly num_errors: number;
  readonly last_error: string;
}

async function statsOf(bus: Bus, method: string): Promise<EndpointStatistics | undefined> {
  const answered = deferred<BusMessage>();
  const reply = bus.newInbox();
  const subscription = bus.subscribe(reply, answered.resolve);
  bus.publish('$SRV.STATS.testing', NOTHING, { reply });
  const { data } = await answered.promise;
  subscription.unsubscribe();
  const { endpoints } = JSON.parse(new TextDecoder().decode(data)) as {
    endpoints: ({ name: string } & EndpointStatistics)[];
  };
  return endpoints.find(({ name }) => name === method);
}

/** How a caller that gives a unary call up ends the work for it, over any bus. */
export function cancelContract(name: string, start: () => Promise<TestBroker>): void {
  describe(`cancelled unary calls ${name}`, () => {
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

    const clientOn = (connection: Connection) =>
      createClient(TestingServiceClient, new NatsRpcTransport(connection, { name: 'tester' }));

    /** All cancels that callers of the service send from now on. */
    const watchCancels = async (): Promise<{ bus: Bus; cancels: BusMessage[] }> => {
      const { bus } = await rig.connect();
      const cancels: BusMessage[] = [];
      bus.subscribe(CANCEL, (message) => cancels.push(message));
      await bus.flush();
      return { bus, cancels };
    };

    it('abort the signal of the handler within 100 ms', async () => {
      const work = interruptible();
      await rig.serve({ echo: work.echo });
      const client = await rig.client();
      const abort = new AbortController();
      const call = client.echo({}, { signal: abort.signal });
      const rejected = expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
      await work.started.promise;
      const before = performance.now();
      abort.abort();
      await rejected;
      await expect(work.aborted.promise).resolves.toMatchObject({ code: 'CANCELLED', reason: 'CANCELLED' });
      expect(performance.now() - before).toBeLessThan(100);
    });

    it('abort it also when it looks at its signal only later', async () => {
      const started = deferred();
      const goOn = deferred();
      const seen = deferred<unknown>();
      const { connection } = await rig.serve({
        echo: async (_, context) => {
          started.resolve();
          await goOn.promise;
          seen.resolve(context.signal.reason);
          throw new Error('given up');
        },
      });
      const client = await rig.client();
      const abort = new AbortController();
      const call = client.echo({}, { signal: abort.signal }).catch(() => undefined);
      await started.promise;
      const { cancels } = await watchCancels();
      abort.abort();
      await call;
      await eventually(() => cancels.length === 1);
      await connection.bus.flush();
      goOn.resolve();
      await expect(seen.promise).resolves.toMatchObject({ code: 'CANCELLED' });
    });

    it('abort the handler when the time of the caller ends first', async () => {
      const work = interruptible();
      await rig.serve({ echo: work.echo });
      const client = await rig.client();
      await expect(client.echo({}, { timeoutMs: 40 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
      const before = performance.now();
      await expect(work.aborted.promise).resolves.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
      expect(performance.now() - before).toBeLessThan(100);
    });

    it('say by which address and why: the caller did not want it, or its time was up', async () => {
      await rig.serve({ echo: () => new Promise(() => undefined) });
      const { cancels } = await watchCancels();
      const client = await rig.client();
      await client.echo({}, { timeoutMs: 20 }).catch(() => undefined);
      await eventually(() => cancels.length === 1);
      const abort = new AbortController();
      const call = client.echo({}, { signal: abort.signal }).catch(() => undefined);
      abort.abort();
      await call;
      await eventually(() => cancels.length === 2);
      const [late, unwanted] = cancels;
      expect(late?.headers).toEqual({
        [HEADER.call]: expect.stringContaining('_INBOX.') as string,
        [HEADER.code]: 'DEADLINE_EXCEEDED',
      });
      expect(unwanted?.headers).toEqual({ [HEADER.call]: expect.stringContaining('_INBOX.') as string });
      expect(late?.headers[HEADER.call]).not.toBe(unwanted?.headers[HEADER.call]);
    });

    it('tell the handler that time is up by the message alone', async () => {
      const work = interruptible();
      const { connection } = await rig.serve({ echo: work.echo });
      const { bus } = connection;
      const reply = bus.newInbox();
      bus.publish(ECHO, NOTHING, { reply });
      expect((await work.started.promise).remainingMs()).toBe(Infinity);
      bus.publish(CANCEL, NOTHING, { headers: { [HEADER.call]: reply, [HEADER.code]: 'DEADLINE_EXCEEDED' } });
      await expect(work.aborted.promise).resolves.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    });

    it('reach the end of a chain of calls', async () => {
      const last = interruptible();
      await rig.serve({ echo: last.echo }, { instance: 'c' });
      const toC = await rig.client({ name: 'b' });
      await rig.serve(
        { plain: async () => ({ text: (await toC.echo({}, { instance: 'c' })).text }) },
        { instance: 'b' },
      );
      const toB = await rig.client({ name: 'a' });
      await rig.serve(
        { rename: async () => ({ actor: (await toB.plain({}, { instance: 'b' })).text }) },
        { instance: 'a' },
      );
      const client = await rig.client();
      const abort = new AbortController();
      const call = client.rename({}, { signal: abort.signal, instance: 'a' }).catch(() => undefined);
      await last.started.promise;
      const before = performance.now();
      abort.abort();
      await call;
      await expect(last.aborted.promise).resolves.toMatchObject({ code: 'CANCELLED' });
      expect(performance.now() - before).toBeLessThan(300);
    });

    it('leave the calls of other instances and of the same one alone', async () => {
      const mine = interruptible();
      const same = interruptible();
      const other = interruptible();
      await rig.serve(
        { echo: (request, context) => (request.text === 'x' ? mine : same).echo(request, context) },
        {
          instance: 'a',
        },
      );
      await rig.serve({ echo: other.echo }, { instance: 'b' });
      const client = await rig.client();
      const abort = new AbortController();
      const rest = new AbortController();
      const calls = [
        client.echo({ text: 'x' }, { instance: 'a', signal: abort.signal }),
        client.echo({ text: 'y' }, { instance: 'a', signal: rest.signal }),
        client.echo({}, { instance: 'b', signal: rest.signal }),
      ];
      const settled = Promise.allSettled(calls);
      const running = await Promise.all([same, other].map(({ started }) => started.promise));
      await mine.started.promise;
      abort.abort();
      await mine.aborted.promise;
      const { bus } = await rig.connect();
      await bus.flush();
      expect(running.map(({ signal }) => signal.aborted)).toEqual([false, false]);
      rest.abort();
      await Promise.all([same.aborted.promise, other.aborted.promise]);
      await settled;
    });

    it('leave the queue of those that wait for a place', async () => {
      const gate = deferred();
      const wait = jest.fn(() => gate.promise.then(() => ({})));
      const { server, connection } = await rig.serve({ wait }, { shedding: { maxQueue: 1, maxWaitMs: 10_000 } });
      const client = await rig.client();
      const abort = new AbortController();
      const running = [client.wait({}, { timeoutMs: 5_000 }), client.wait({}, { timeoutMs: 5_000 })];
      const queued = client.wait({}, { timeoutMs: 5_000, signal: abort.signal }).catch((error: unknown) => error);
      await eventually(() => server.inFlight === 3);
      abort.abort();
      await expect(queued).resolves.toMatchObject({ code: 'CANCELLED' });
      await eventually(() => server.inFlight === 2);
      const next = client.wait({}, { timeoutMs: 5_000 });
      await eventually(() => server.inFlight === 3);
      gate.resolve();
      await expect(Promise.all([...running, next])).resolves.toHaveLength(3);
      expect(wait).toHaveBeenCalledTimes(3);
      await expect(statsOf(connection.bus, 'Wait')).resolves.toMatchObject({ num_requests: 4, num_errors: 1 });
    });

    it('end the wait for the parts of a large request', async () => {
      const echo = jest.fn();
      const { server, connection } = await rig.serve({ echo });
      const { bus } = connection;
      const goOn = deferred<BusMessage>();
      const reply = bus.newInbox();
      bus.subscribe(reply, goOn.resolve);
      bus.publish(ECHO, NOTHING, { reply, headers: { [HEADER.chunk]: '0/2' } });
      expect((await goOn.promise).headers[HEADER.frame]).toBe('continue');
      expect(server.inFlight).toBe(1);
      bus.publish(CANCEL, NOTHING, { headers: { [HEADER.call]: reply } });
      await eventually(() => server.inFlight === 0);
      expect(echo).not.toHaveBeenCalled();
      expect(inboxMuxOf(bus).openCount).toBe(0);
      expect(inboxMuxOf(bus).timers.size).toBe(0);
    });

    it('abort the handler of a large request', async () => {
      const work = interruptible();
      await rig.serve({ echo: work.echo });
      const client = await rig.client();
      const abort = new AbortController();
      const call = client.echo({ blob: new Uint8Array(2_500_000) }, { signal: abort.signal }).catch(() => undefined);
      await work.started.promise;
      abort.abort();
      await call;
      await expect(work.aborted.promise).resolves.toMatchObject({ code: 'CANCELLED' });
    });

    it.each([
      ['throws', () => Promise.reject(new RpcError('NOT_FOUND', 'GONE', 'gone'))],
      ['ends as if nothing had happened', () => Promise.resolve({})],
    ] as const)('are not answered and count as cancelled when their handler %s', async (_, ending) => {
      const started = deferred<HandlerContext>();
      const goOn = deferred();
      const { server, connection } = await rig.serve({
        wait: async (_request, context) => {
          started.resolve(context);
          await goOn.promise;
          return ending();
        },
      });
      const own = await rig.connect();
      const abort = new AbortController();
      const call = clientOn(own)
        .wait({}, { timeoutMs: 5_000, signal: abort.signal })
        .catch(() => undefined);
      const { signal } = await started.promise;
      abort.abort();
      await call;
      await eventually(() => signal.aborted);
      goOn.resolve();
      await eventually(() => server.inFlight === 0);
      await connection.bus.flush();
      await own.bus.flush();
      expect(inboxMuxOf(own.bus).lateCount).toBe(0);
      await expect(statsOf(connection.bus, 'Wait')).resolves.toMatchObject({
        num_requests: 1,
        num_errors: 1,
        last_error: 'CANCELLED: the caller cancelled the call',
      });
    });

    it('are told of only while they wait: not after an answer, an error or a refusal', async () => {
      await rig.serve();
      const { bus, cancels } = await watchCancels();
      const own = await rig.connect();
      const client = clientOn(own);
      const abort = new AbortController();
      await client.echo({}, { signal: abort.signal });
      await client.plain({ text: 'fail' }, { signal: abort.signal }).catch(() => undefined);
      await client.echo({}, { instance: 'nobody', signal: abort.signal }).catch(() => undefined);
      abort.abort();
      await client.echo({}, { signal: abort.signal }).catch(() => undefined);
      await own.bus.flush();
      await bus.flush();
      expect(cancels).toEqual([]);
    });

    it('no longer touch a call that was answered', async () => {
      const done = deferred<HandlerContext>();
      const { connection } = await rig.serve({
        wait: async (_, context) => {
          done.resolve(context);
          return {};
        },
      });
      const { bus } = connection;
      const answered = deferred<BusMessage>();
      const reply = bus.newInbox();
      bus.subscribe(reply, answered.resolve);
      bus.publish('svc.testing.v1.wait', NOTHING, { reply });
      const { signal } = await done.promise;
      await answered.promise;
      bus.publish(CANCEL, NOTHING, { headers: { [HEADER.call]: reply } });
      await bus.flush();
      await bus.flush();
      expect(signal.aborted).toBe(false);
    });

    it('are nobody else’s business: unknown addresses and empty messages are dropped', async () => {
      const work = interruptible();
      const { connection } = await rig.serve({ echo: work.echo });
      const client = await rig.client();
      const abort = new AbortController();
      const call = client.echo({}, { signal: abort.signal }).catch(() => undefined);
      const { signal } = await work.started.promise;
      const errors: unknown[] = [];
      connection.bus.onEvent((event) => errors.push(event));
      connection.bus.publish(CANCEL, NOTHING);
      connection.bus.publish(CANCEL, NOTHING, { headers: { [HEADER.call]: '_INBOX.x.1' } });
      await connection.bus.flush();
      await connection.bus.flush();
      expect(signal.aborted).toBe(false);
      expect(errors).toEqual([]);
      abort.abort();
      await call;
    });

    it('are heard while a server stops', async () => {
      const work = interruptible();
      const { server } = await rig.serve({ echo: work.echo });
      const client = await rig.client();
      const abort = new AbortController();
      const call = client.echo({}, { signal: abort.signal }).catch(() => undefined);
      await work.started.promise;
      const stopping = server.stop({ timeoutMs: 10_000 });
      abort.abort();
      await call;
      await expect(work.aborted.promise).resolves.toMatchObject({ code: 'CANCELLED' });
      await stopping;
    });
  });
}
