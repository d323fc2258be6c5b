import { noLogger, type LogFields } from '@bodybroker/telemetry';
import { jsonCodec } from '@bodybroker/codecs';
import { TestingServiceClient } from '@bodybroker/contracts-testing';
import { HEADER, inboxMuxOf, RpcError, type Bus, type BusMessage, type CallContext } from '../src/index.js';
import type { TestBroker } from './bus-contract.js';
import { deferred, eventually } from './deferred.js';
import { RpcRig } from './rpc-rig.js';

const text = (data: Uint8Array | undefined): string => new TextDecoder().decode(data);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A request as `nats req` sends it. */
function ask(bus: Bus, subject: string, data: Uint8Array, headers: Record<string, string> = {}): Promise<BusMessage> {
  return new Promise((resolve) => {
    const reply = bus.newInbox();
    const subscription = bus.subscribe(reply, (message) => {
      subscription.unsubscribe();
      resolve(message);
    });
    bus.publish(subject, data, { reply, headers });
  });
}

const JSON_HEADERS = { [HEADER.contentType]: 'application/json' };

function playerContext(own: Partial<CallContext> = {}): CallContext {
  return {
    actor: { kind: 'player', id: 'p1' },
    scopes: ['hero:read'],
    sessionId: undefined,
    requestId: 'req-1',
    correlationId: 'cor-1',
    causationId: 'evt-1',
    idempotencyKey: undefined,
    worldId: 'ashen',
    locale: 'de',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    tracestate: undefined,
    baggage: undefined,
    deadline: undefined,
    signal: new AbortController().signal,
    ...own,
  };
}

/** Unary calls over any bus. */
export function unaryContract(name: string, start: () => Promise<TestBroker>): void {
  describe(`unary calls ${name}`, () => {
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

    it('answer with the payload', async () => {
      await rig.serve();
      const client = await rig.client();
      const echoed = await client.echo({ text: 'hi', blob: bytes('\0\n') });
      expect(echoed).toMatchObject({ text: 'hi', blob: bytes('\0\n'), instance: 'one-0' });
    });

    it('work in JSON as well', async () => {
      await rig.serve();
      const client = await rig.client({ codec: jsonCodec });
      await expect(client.echo({ text: 'hi' })).resolves.toMatchObject({ text: 'hi' });
      await expect(client.charge({ amount: 1n })).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_REQUIRED' });
    });

    it('run a generated client unchanged', async () => {
      await rig.serve();
      const generated = new TestingServiceClient(await rig.transport());
      const call = generated.echo({ text: 'hi', blob: bytes('') }, { timeout: 1_000 });
      const { response, headers, status } = await call;
      expect(response.result).toMatchObject({ oneofKind: 'echoed', echoed: { text: 'hi' } });
      // The default goes without saying.
      expect(headers[HEADER.contentType]).toBeUndefined();
      expect(status.code).toBe('OK');
      const refused = generated.charge({ amount: 1n });
      await expect(refused).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_REQUIRED' });
      await expect(refused.status).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });

    it('reject with what the handler threw: an RpcError whole, with details', async () => {
      const error = new RpcError('VERSION_CONFLICT', 'VERSION_CONFLICT', 'at 4', {
        details: { current_version: '4' },
        retryAfterMs: 20,
      });
      await rig.serve({ echo: () => Promise.reject(error) });
      const client = await rig.client();
      const caught: unknown = await client.echo({}).catch((thrown: unknown) => thrown);
      expect(caught).toBeInstanceOf(RpcError);
      expect(caught).toMatchObject({
        code: 'VERSION_CONFLICT',
        reason: 'VERSION_CONFLICT',
        message: 'at 4',
        details: { current_version: '4' },
        retryable: false,
        retryAfterMs: 20,
      });
    });

    it('hide what an unexpected error says, and log it under the id that the caller gets', async () => {
      const logged: { fields: LogFields }[] = [];
      const logger = { ...noLogger, error: (_message: string, fields: LogFields = {}) => void logged.push({ fields }) };
      await rig.serve({ echo: () => Promise.reject(new Error('password is 1234')) }, { logger });
      const client = await rig.client();
      const error = await client.echo({}).catch((thrown: RpcError) => thrown);
      expect(error).toMatchObject({ code: 'INTERNAL', message: 'an internal error occurred' });
      expect(JSON.stringify(error)).not.toContain('1234');
      const { details } = error as RpcError;
      expect(details['error_id']).toMatch(/^[0-9A-Z]{26}$/);
      expect(logged).toHaveLength(1);
      expect(logged[0]?.fields).toMatchObject({
        error_id: details['error_id'],
        error: { message: 'password is 1234' },
      });
    });

    it('carry errors of a response that has no result oneof', async () => {
      await rig.serve();
      const client = await rig.client();
      await expect(client.plain({ text: 'fail' })).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'NO_SUCH_TEXT' });
      await expect(client.plain({ text: 'ok' })).resolves.toEqual({ text: 'ok' });
    });

    it('fail at once when nobody answers', async () => {
      const client = await rig.client();
      await expect(client.echo({}, { timeoutMs: 60_000 })).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        reason: 'NO_RESPONDERS',
        retryable: true,
      });
    });

    it('go to the workers of one queue group, or to the one instance that is asked for', async () => {
      await rig.serve({}, { instance: 'a' });
      await rig.serve({}, { instance: 'b' });
      const client = await rig.client();
      const instances = await Promise.all(Array.from({ length: 40 }, async () => (await client.echo({})).instance));
      expect(new Set(instances)).toEqual(new Set(['a', 'b']));
      for (let i = 0; i < 5; i += 1) expect((await client.echo({}, { instance: 'b' })).instance).toBe('b');
    });

    it('find a method on the subject its option names', async () => {
      const { connection } = await rig.serve();
      const client = await rig.client();
      await expect(client.rename({})).resolves.toEqual({ actor: 'service:tester' });
      const reply = await ask(connection.bus, 'svc.testing.v1.other-name', bytes(''), { [HEADER.actor]: 'service:x' });
      expect(reply.headers[HEADER.serviceErrorCode]).toBeUndefined();
    });

    it('end at the deadline, and the handler hears of it', async () => {
      const aborted = deferred<string>();
      await rig.serve({
        wait: (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              aborted.resolve((signal.reason as RpcError).code);
              reject(signal.reason);
            });
          }),
      });
      const client = await rig.client();
      const before = performance.now();
      await expect(client.wait({}, { timeoutMs: 60 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
      expect(performance.now() - before).toBeLessThan(250);
      await expect(aborted.promise).resolves.toBe('DEADLINE_EXCEEDED');
    });

    it('use the deadline of the method when the caller gives none', async () => {
      const seen = deferred<number>();
      await rig.serve({
        wait: async (_, context) => {
          seen.resolve(context.remainingMs());
          return {};
        },
      });
      await (await rig.client()).wait({});
      const remaining = await seen.promise;
      expect(remaining).toBeGreaterThan(200);
      expect(remaining).toBeLessThanOrEqual(300);
    });

    it('are cancelled by their signal at once', async () => {
      await rig.serve({ echo: () => new Promise(() => undefined) });
      const client = await rig.client();
      const abort = new AbortController();
      const call = client.echo({}, { signal: abort.signal });
      abort.abort();
      await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
      await expect(client.echo({}, { signal: abort.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    });

    it('leave nothing behind however they end', async () => {
      const { server } = await rig.serve({ wait: () => new Promise(() => undefined) });
      const connection = await rig.connect();
      const mux = inboxMuxOf(connection.bus);
      const transport = new (await import('../src/index.js')).NatsRpcTransport(connection, { name: 'tester' });
      const client = (await import('../src/index.js')).createClient(TestingServiceClient, transport);
      const abort = new AbortController();
      const calls = [
        client.echo({}),
        client.charge({}),
        client.wait({}, { timeoutMs: 20 }),
        client.wait({}, { signal: abort.signal }),
      ];
      abort.abort();
      await Promise.allSettled(calls);
      expect(mux.openCount).toBe(0);
      expect(mux.timers.size).toBe(0);
      await server.stop({ timeoutMs: 1 });
    });

    it('do not run a handler for a request that arrives expired, and count it', async () => {
      const echo = jest.fn();
      const counted: string[] = [];
      const { noInstrumentation } = await import('@bodybroker/telemetry');
      const { connection } = await rig.serve(
        { echo },
        { instrumentation: { ...noInstrumentation, count: (event) => counted.push(event) } },
      );
      const reply = await ask(connection.bus, 'svc.testing.v1.echo', bytes(''), { [HEADER.timeoutMs]: '0' });
      expect(reply.headers[HEADER.serviceErrorCode]).toBe('504');
      expect(echo).not.toHaveBeenCalled();
      expect(counted).toEqual(['rpc.server.expired']);
    });

    it('reject what is pending at the moment the connection breaks', async () => {
      const running = deferred();
      await rig.serve({
        echo: () => {
          running.resolve();
          return new Promise(() => undefined);
        },
      });
      const client = await rig.client();
      const call = client.echo({}, { timeoutMs: 60_000 });
      const settled = expect(call).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'DISCONNECTED' });
      await running.promise;
      await broker.disconnect();
      await settled;
      await expect(client.echo({})).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await broker.reconnect();
      const { bus } = await rig.connect();
      await bus.flush();
    });

    it('reject what is pending at a close', async () => {
      await rig.serve({ echo: () => new Promise(() => undefined) });
      const connection = await rig.connect();
      const { NatsRpcTransport, createClient } = await import('../src/index.js');
      const client = createClient(TestingServiceClient, new NatsRpcTransport(connection, { name: 'tester' }));
      const call = client.echo({}, { timeoutMs: 60_000 });
      const settled = expect(call).rejects.toMatchObject({ reason: 'CONNECTION_CLOSED' });
      await connection.close();
      await settled;
    });

    describe('context', () => {
      it('starts a chain in the name of a service that calls on its own', async () => {
        await rig.serve();
        const echoed = await (await rig.client()).echo({});
        expect(echoed).toMatchObject({ actor: 'service:tester', worldId: 'main', locale: 'en' });
        expect(echoed.requestId).toMatch(/^[0-9A-Z]{26}$/);
        expect(echoed.correlationId).toBe(echoed.requestId);
      });

      it('is handed on along a chain of calls, with what is left of the time', async () => {
        await rig.serve({}, { instance: 'inner' });
        const inner = await rig.client({ name: 'middle' });
        const middle = await rig.serve(
          {
            plain: async () => {
              const { actor, requestId, correlationId, causationId, worldId, locale, traceparent, remainingMs } =
                await inner.echo({}, { instance: 'inner', timeoutMs: 60_000 });
              const all = { actor, requestId, correlationId, causationId, worldId, locale, traceparent };
              return { text: JSON.stringify({ ...all, remainingMs: Number(remainingMs) }) };
            },
          },
          { instance: 'outer' },
        );
        expect(middle.server.state).toBe('serving');
        const client = await rig.client();
        const context = playerContext({ deadline: performance.now() + 400 });
        const { text: answer } = await client.plain({}, { context, instance: 'outer' });
        const seen = JSON.parse(answer) as Record<string, unknown>;
        expect(seen).toMatchObject({
          actor: 'player:p1',
          requestId: 'req-1',
          correlationId: 'cor-1',
          causationId: 'evt-1',
          worldId: 'ashen',
          locale: 'de',
          traceparent: context.traceparent,
        });
        expect(seen['remainingMs']).toBeGreaterThan(0);
        expect(seen['remainingMs']).toBeLessThanOrEqual(400);
      });

      it('lets a service vouch for calls only services may make, but never an explicit context', async () => {
        await rig.serve({}, { instance: 'inner' });
        const inner = await rig.client({ name: 'middle' });
        await rig.serve(
          { plain: async () => ({ text: (await inner.rename({}, { instance: 'inner' })).actor }) },
          { instance: 'outer' },
        );
        const client = await rig.client();
        await expect(client.plain({}, { context: playerContext(), instance: 'outer' })).resolves.toEqual({
          text: 'service:middle',
        });
        await expect(client.rename({}, { context: playerContext() })).rejects.toMatchObject({
          code: 'PERMISSION_DENIED',
        });
      });
    });

    it('asks in its own name, in the same chain, where it is told to', async () => {
      await rig.serve({}, { instance: 'inner' });
      const inner = await rig.client({ name: 'middle' });
      await rig.serve(
        {
          plain: async () => {
            const { actor, correlationId } = await inner.echo({}, { instance: 'inner', as: 'self' });
            return { text: `${actor} ${correlationId}` };
          },
        },
        { instance: 'outer' },
      );
      const client = await rig.client();
      await expect(client.plain({}, { context: playerContext(), instance: 'outer' })).resolves.toEqual({
        text: 'service:middle cor-1',
      });
    });

    describe('access', () => {
      it.each([
        ['an unknown caller', { kind: 'anonymous', id: '' }, [], 'p1', 'AUTHENTICATION_REQUIRED'],
        ['another player', { kind: 'player', id: 'p1' }, ['hero:read'], 'p2', 'NOT_YOUR_PLAYER'],
        ['a token without the scope', { kind: 'player', id: 'p1' }, [], 'p1', 'SCOPE_REQUIRED'],
      ] as const)('is refused to %s', async (_, actor, scopes, playerId, reason) => {
        await rig.serve();
        const client = await rig.client();
        await expect(client.getHero({ playerId }, { context: playerContext({ actor, scopes }) })).rejects.toMatchObject(
          {
            reason,
          },
        );
      });

      it.each([
        ['the player', { kind: 'player', id: 'p1' }, ['hero:read']],
        ['a service', { kind: 'service', id: 'x' }, []],
        ['an admin with the scope', { kind: 'admin', id: 'x' }, ['hero:read']],
      ] as const)('is granted to %s', async (_, actor, scopes) => {
        await rig.serve();
        const client = await rig.client();
        const hero = client.getHero({ playerId: 'p1' }, { context: playerContext({ actor, scopes }) });
        await expect(hero).resolves.toEqual({ playerId: 'p1', name: 'Ash' });
      });

      it('to admin methods is refused to services', async () => {
        await rig.serve();
        const client = await rig.client();
        await expect(client.reset({})).rejects.toMatchObject({ code: 'PERMISSION_DENIED', reason: 'ACCESS_DENIED' });
        const context = playerContext({ actor: { kind: 'admin', id: 'root' } });
        await expect(client.reset({}, { context })).resolves.toEqual({});
      });

      it('needs an idempotency key where the method wants one', async () => {
        await rig.serve();
        const client = await rig.client();
        await expect(client.charge({ amount: 2n })).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_REQUIRED' });
        await expect(client.charge({ amount: 2n }, { idempotencyKey: 'x'.repeat(129) })).rejects.toMatchObject({
          reason: 'BAD_IDEMPOTENCY_KEY',
        });
        await expect(client.charge({ amount: 2n }, { idempotencyKey: 'k 1' })).resolves.toEqual({
          amount: 2n,
          idempotencyKey: 'k 1',
        });
      });
    });

    describe('as plain messages', () => {
      it('take and answer JSON, also with an empty body', async () => {
        const { connection } = await rig.serve();
        const reply = await ask(connection.bus, 'svc.testing.v1.echo', bytes('{"text":"hi"}'), JSON_HEADERS);
        expect(reply.headers[HEADER.contentType]).toBe('application/json');
        expect(JSON.parse(text(reply.data))).toMatchObject({ echoed: { text: 'hi', actor: 'anonymous' } });
        const empty = await ask(connection.bus, 'svc.testing.v1.echo', bytes(''), JSON_HEADERS);
        expect(JSON.parse(text(empty.data))).toMatchObject({ echoed: { instance: 'one-0' } });
      });

      it('answer errors in JSON with the headers of the micro protocol', async () => {
        const { connection } = await rig.serve();
        const reply = await ask(connection.bus, 'svc.testing.v1.charge', bytes('{}'), JSON_HEADERS);
        expect(reply.headers[HEADER.serviceErrorCode]).toBe('400');
        expect(reply.headers[HEADER.serviceError]).toContain('IDEMPOTENCY_KEY_REQUIRED');
        expect(JSON.parse(text(reply.data))).toMatchObject({
          error: { code: 'ERROR_CODE_INVALID_ARGUMENT', reason: 'IDEMPOTENCY_KEY_REQUIRED' },
        });
      });

      it.each([
        ['garbage', bytes('\xff\xff\xff'), {}, 'MALFORMED_PROTOBUF'],
        ['bad JSON', bytes('{"text":'), JSON_HEADERS, 'MALFORMED_JSON'],
        ['another type', bytes('a=b'), { [HEADER.contentType]: 'text/plain' }, 'UNSUPPORTED_CONTENT_TYPE'],
        ['a bad timeout', bytes(''), { [HEADER.timeoutMs]: 'soon' }, 'BAD_HEADER'],
        ['a bad actor', bytes(''), { [HEADER.actor]: 'god' }, 'BAD_ACTOR'],
        ['a bad encoding', bytes('x'), { 'Content-Encoding': 'gzip' }, 'MALFORMED_ENCODING'],
      ])('survive %s', async (_, body, headers, reason) => {
        const { connection } = await rig.serve();
        const reply = await ask(connection.bus, 'svc.testing.v1.echo', body, headers);
        expect(reply.headers[HEADER.serviceError]).toContain(reason);
        await expect((await rig.client()).echo({ text: 'alive' })).resolves.toMatchObject({ text: 'alive' });
      });
    });

    it('name the field that breaks a rule', async () => {
      await rig.serve();
      const client = await rig.client();
      await expect(client.check({ title: 'x' })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        reason: 'INVALID_FIELD',
        details: { field: 'title', rule: 'min_len 2' },
      });
    });

    describe('under load', () => {
      it('are shed at once beyond in-flight and queue', async () => {
        const gate = deferred();
        const wait = jest.fn(() => gate.promise.then(() => ({})));
        await rig.serve({ wait }, { shedding: { maxQueue: 1, maxWaitMs: 10_000 } });
        const client = await rig.client();
        const calls = [1, 2, 3, 4].map(() => client.wait({}, { timeoutMs: 5_000 }));
        await expect(calls[3]).rejects.toMatchObject({
          code: 'RESOURCE_EXHAUSTED',
          reason: 'OVERLOADED',
          retryable: true,
        });
        expect(wait).toHaveBeenCalledTimes(2);
        gate.resolve();
        await expect(Promise.all(calls.slice(0, 3))).resolves.toHaveLength(3);
      });

      it('that are accepted are all answered when a server stops', async () => {
        const leaving = await rig.serve({
          wait: async () => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            return {};
          },
          echo: async (request, context) => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            return { ...request, actor: '', instance: '', remainingMs: 0n, ...pick(context) };
          },
        });
        await rig.serve();
        const client = await rig.client();
        const calls: Promise<unknown>[] = [];
        let isStopped = false;
        const stopping = new Promise<void>((resolve) => {
          setTimeout(() => void leaving.server.stop().then(resolve), 10);
        }).then(() => {
          isStopped = true;
        });
        while (!isStopped) {
          for (let i = 0; i < 5; i += 1) calls.push(client.echo({}));
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        await stopping;
        expect(leaving.server.inFlight).toBe(0);
        await Promise.all(calls);
      });

      it('that run keep a stop waiting until they have answered', async () => {
        const started = deferred<AbortSignal>();
        const gate = deferred();
        const { server, connection } = await rig.serve({
          wait: async (_, { signal }) => {
            started.resolve(signal);
            await gate.promise;
            return {};
          },
        });
        const client = await rig.client();
        const call = client.wait({}, { timeoutMs: 10_000 });
        const signal = await started.promise;
        let isStopped = false;
        const stopping = server.stop({ timeoutMs: 10_000 }).then(() => {
          isStopped = true;
        });
        // What the server had been sent before it heard of the unsubscription is still answered.
        let refused: unknown;
        while (refused === undefined)
          refused = await client.echo({}).then(
            () => undefined,
            (error: unknown) => error,
          );
        expect(refused).toMatchObject({ code: 'UNAVAILABLE' });
        for (let i = 0; i < 10; i += 1) await connection.bus.flush();
        expect(signal.aborted).toBe(false);
        expect([isStopped, server.state, server.inFlight]).toEqual([false, 'stopping', 1]);
        gate.resolve();
        await expect(call).resolves.toEqual({});
        await stopping;
        expect([server.state, server.inFlight]).toEqual(['stopped', 0]);
      });

      it('do not keep a stop waiting for ever', async () => {
        const started = deferred();
        const aborted = deferred<string>();
        const { server } = await rig.serve({
          wait: (_, { signal }) => {
            signal.addEventListener('abort', () => aborted.resolve((signal.reason as RpcError).reason));
            started.resolve();
            return new Promise(() => undefined);
          },
        });
        const abort = new AbortController();
        const call = (await rig.client()).wait({}, { timeoutMs: 60_000, signal: abort.signal }).catch(() => undefined);
        await started.promise;
        await server.stop({ timeoutMs: 10 });
        await expect(aborted.promise).resolves.toBe('DRAINING');
        abort.abort();
        await call;
      });
    });

    describe('larger than a message', () => {
      const large = (sizeBytes: number): Uint8Array =>
        Uint8Array.from({ length: sizeBytes }, (_, i) => (i * 7919) >>> 5);

      it('go there and back in parts', async () => {
        await rig.serve({}, { instance: 'a' });
        await rig.serve({}, { instance: 'b' });
        const client = await rig.client({ acceptEncoding: 'none' });
        const blobs = [large(3_000_000), large(1_048_576), large(2_000_000)];
        const answers = await Promise.all(blobs.map((blob) => client.echo({ blob })));
        for (const [index, blob] of blobs.entries()) {
          expect(Buffer.compare(answers[index]?.blob ?? bytes(''), blob)).toBe(0);
        }
      });

      it('are refused above the limit, both ways', async () => {
        await rig.serve({
          plain: async ({ text: size }) => ({ text: 'x'.repeat(Number(size)) }),
        });
        const client = await rig.client({ acceptEncoding: 'none' });
        const tooLarge = { code: 'RESOURCE_EXHAUSTED', reason: 'MESSAGE_TOO_LARGE' };
        await expect(client.echo({ blob: new Uint8Array(8 * 1024 * 1024 + 1) })).rejects.toMatchObject(tooLarge);
        await expect(client.plain({ text: '9000000' })).rejects.toMatchObject(tooLarge);
        const patient = await rig.client({ maxMessageBytes: 20_000_000 });
        await expect(patient.echo({ blob: large(9_000_000) })).rejects.toMatchObject(tooLarge);
        await expect(client.echo({ text: 'alive' })).resolves.toMatchObject({ text: 'alive' });
      });

      it('come compressed when the caller accepts it', async () => {
        const { connection } = await rig.serve();
        const body = bytes(JSON.stringify({ text: 'x'.repeat(50_000) }));
        const packed = await ask(connection.bus, 'svc.testing.v1.echo', body, {
          ...JSON_HEADERS,
          [HEADER.acceptEncoding]: 'gzip',
        });
        expect(packed.headers[HEADER.contentEncoding]).toBe('gzip');
        expect(packed.data.length).toBeLessThan(1_000);
        const plain = await ask(connection.bus, 'svc.testing.v1.echo', body, JSON_HEADERS);
        expect(plain.data.length).toBeGreaterThan(50_000);
        const client = await rig.client();
        expect((await client.echo({ text: 'y'.repeat(50_000) })).text).toHaveLength(50_000);
      });
    });

    it('have their late replies counted', async () => {
      const gate = deferred();
      const answering = await rig.connect();
      // Somebody who does not listen to cancels.
      answering.bus.subscribe('svc.testing.v1.wait', ({ reply = '' }) => {
        void gate.promise.then(() => answering.bus.publish(reply, bytes('')));
      });
      await answering.bus.flush();
      const connection = await rig.connect();
      const { NatsRpcTransport, createClient } = await import('../src/index.js');
      const client = createClient(TestingServiceClient, new NatsRpcTransport(connection, { name: 'tester' }));
      const abort = new AbortController();
      const call = client.wait({}, { signal: abort.signal }).catch(() => undefined);
      await connection.bus.flush();
      await answering.bus.flush();
      abort.abort();
      await call;
      gate.resolve();
      await eventually(() => inboxMuxOf(connection.bus).lateCount === 1);
    });
  });
}

function pick(context: CallContext): {
  requestId: string;
  correlationId: string;
  causationId: string;
  worldId: string;
  locale: string;
  traceparent: string;
} {
  const { requestId, correlationId, causationId, worldId, locale, traceparent = '' } = context;
  return { requestId, correlationId, causationId, worldId, locale, traceparent };
}
