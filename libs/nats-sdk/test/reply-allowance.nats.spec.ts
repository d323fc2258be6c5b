import { setTimeout as pause } from 'node:timers/promises';
import { TestingService, TestingServiceClient, type ITestingService } from '@bodybroker/contracts-testing';
import { readViolations, startNatsServer, type NatsServer } from '@bodybroker/test-servers';
import {
  connectNats,
  createClient,
  createServer,
  NatsRpcTransport,
  type Client,
  type Connection,
} from '../src/index.js';
import type { ReplyAllowance } from '../src/rpc/streaming/reply-allowance.js';
import { startBreakableProxy, type BreakableProxy } from './breakable-proxy.js';
import { eventually } from './deferred.js';
import { testingHandlers, type TestingHandlers } from './testing-handlers.js';

// Allowances that a test can use up in a moment: the one by count, the other by time.
const FEW: ReplyAllowance = { maxMessages: 32, expiresMs: 3_000 };
const SHORT: ReplyAllowance = { maxMessages: 10_000, expiresMs: 3_000 };
const STREAM = { window: 8, heartbeatMs: 250, peerTimeoutMs: 1_000 };
const EMPTY = new Uint8Array(0);

/** A server and a client as deploy/nats has them. */
const users = (name: string, { maxMessages, expiresMs }: ReplyAllowance): string => `
    { user: server_${name}, password: secret, permissions: {
      publish: { allow: ["nothing.of.its.own"] }
      subscribe: { allow: ["svc.testing.>", "$SRV.>", "_INBOX_server.>"] }
      allow_responses: { max: ${maxMessages}, expires: "${expiresMs}ms" }
    } }
    { user: client_${name}, password: secret, permissions: {
      publish: { allow: ["svc.testing.>"] }
      subscribe: { allow: ["_INBOX_client.>"] }
      allow_responses: { max: ${maxMessages}, expires: "${expiresMs}ms" }
    } }`;

type Side = 'server' | 'client';

interface Pair {
  readonly client: Client<TestingServiceClient>;
  /** Resolves when the side whose connection is cut next is back, and whatever it subscribed to with it. */
  reconnected(side: Side): Promise<void>;
  /** Resolves when both sides have sent all they had to say. */
  settle(): Promise<void>;
}

interface PairOptions {
  readonly allowance?: ReplyAllowance;
  readonly own?: Partial<TestingHandlers>;
  readonly callerWindow?: number;
  readonly calleeWindow?: number;
}

describe('streams within what a server lets somebody answer', () => {
  let nats: NatsServer;
  let callerSide: BreakableProxy;
  let calleeSide: BreakableProxy;
  let closing: (() => Promise<void>)[] = [];
  let known = 0;

  const connectAs = async (side: Side, { allowance = FEW }: PairOptions, url: string): Promise<Connection> => {
    const connection = await connectNats({
      servers: [url],
      name: side,
      user: `${side}_${allowance === FEW ? 'few' : 'short'}`,
      password: 'secret',
      inboxPrefix: `_INBOX_${side}`,
      reconnectWaitMs: 20,
    });
    closing.push(() => connection.close());
    return connection;
  };

  const open = async (options: PairOptions = {}): Promise<Pair> => {
    const { own = {}, allowance = FEW, callerWindow = 8, calleeWindow = 8 } = options;
    const served = await connectAs('server', options, calleeSide.url);
    const server = createServer(served, {
      name: 'testing',
      version: '1.0.0',
      instance: 'one',
      stream: { ...STREAM, allowance, window: calleeWindow },
    });
    server.add<ITestingService>(TestingService, testingHandlers('one', own));
    await server.start();
    closing.unshift(() => server.stop({ timeoutMs: 500 }));
    const calling = await connectAs('client', options, callerSide.url);
    const stream = { ...STREAM, allowance, window: callerWindow };
    return {
      client: createClient(TestingServiceClient, new NatsRpcTransport(calling, { name: 'client', stream })),
      reconnected: async (side) => {
        const { bus } = side === 'client' ? calling : served;
        await new Promise<void>((resolve) => {
          const stop = bus.onEvent(({ type }) => {
            if (type !== 'reconnected') return;
            stop();
            resolve();
          });
        });
        await bus.flush();
      },
      settle: async () => {
        for (let round = 0; round < 3; round += 1) for (const { bus } of [calling, served]) await bus.flush();
      },
    };
  };

  beforeAll(async () => {
    nats = await startNatsServer({
      jetstream: false,
      config: `authorization: { users: [${users('few', FEW)}${users('short', SHORT)}
] }`,
    });
    callerSide = await startBreakableProxy(nats.port);
    calleeSide = await startBreakableProxy(nats.port);
  });
  afterEach(async () => {
    for (const close of closing) await close();
    closing = [];
    const violations = await readViolations(nats);
    const fresh = violations.slice(known);
    known = violations.length;
    expect(fresh).toEqual([]);
  });
  afterAll(async () => {
    await Promise.all([callerSide.stop(), calleeSide.stop()]);
    await nats.stop();
  });

  it.each([
    [8, 8],
    [1, 8],
    [2, 1],
    [3, 5],
  ])('fast, with windows of %i and %i frames', async (callerWindow, calleeWindow) => {
    const { client, settle } = await open({ callerWindow, calleeWindow });
    let last = -1;
    for await (const { number } of client.watchTicks({ count: 1_500 })) last = number;
    expect(last).toBe(1_499);
    const values = async function* (): AsyncGenerator<{ value: bigint }> {
      for (let i = 0; i < 1_500; i += 1) yield { value: 1n };
    };
    await expect(client.sum(values())).resolves.toEqual({ value: 1_500n });
    const lines = async function* (): AsyncGenerator<{ text: string }> {
      for (let i = 0; i < 1_500; i += 1) yield { text: String(i) };
    };
    let answers = 0;
    for await (const _ of client.chat(lines())) answers += 1;
    expect(answers).toBe(1_500);
    await settle();
  });

  it.each([
    ['messages', FEW],
    ['time', SHORT],
  ])(
    'of %s: idle, slow, in bursts, with a stalled reader, and asked and answered in turns',
    async (_of, allowance) => {
      const endsAt = performance.now() + allowance.expiresMs + 1_500;
      const produce = async function* (
        everyMs: number,
        burst: number,
      ): AsyncGenerator<{ number: number; data: Uint8Array }> {
        for (let number = 0; performance.now() < endsAt; await pause(everyMs))
          for (let i = 0; i < burst; i += 1, number += 1) yield { number, data: EMPTY };
      };
      const { client, settle } = await open({
        allowance,
        own: {
          watchTicks: async function* ({ count, sizeBytes }) {
            if (count === 0) await pause(endsAt - performance.now());
            else yield* produce(sizeBytes, count);
          },
          // Answers nothing before all has been said.
          chat: async function* (requests) {
            let said = 0;
            for await (const _ of requests) said += 1;
            yield { text: String(said) };
          },
        },
      });
      const read = async (count: number, everyMs: number, readEveryMs: number): Promise<void> => {
        let expected = 0;
        for await (const { number } of client.watchTicks({ count, sizeBytes: everyMs })) {
          expect(number).toBe(expected);
          expected += 1;
          if (readEveryMs > 0) await pause(readEveryMs);
          if (performance.now() > endsAt) break;
        }
      };
      const values = async function* (everyMs: number): AsyncGenerator<{ value: bigint; text: string }> {
        for (; performance.now() < endsAt; await pause(everyMs)) yield { value: 1n, text: '' };
      };
      await Promise.all([
        read(0, 0, 0),
        read(1, 200, 0),
        read(1, 400, 0),
        read(30, 300, 0),
        read(1, 1, 15),
        read(40, 500, 5),
        read(9, 700, 2_000),
        client.sum(values(10)),
        client.sum(values(900)),
        ...[1, 60, 700].map(async (everyMs) => {
          for await (const { text } of client.chat(values(everyMs))) expect(Number(text)).toBeGreaterThan(0);
        }),
      ]);
      await settle();
    },
    20_000,
  );

  it('left by their readers, after any number of frames', async () => {
    const { client, settle } = await open();
    for (let round = 0; round < 3; round += 1) {
      const readers = Array.from({ length: 70 }, async (_, leaveAfter) => {
        for await (const { number } of client.watchTicks({})) if (number === leaveAfter) break;
      });
      await Promise.all(readers);
    }
    await settle();
  });

  it('broken off by the handler while requests are under way', async () => {
    const { client, settle } = await open({
      own: {
        sum: async (requests) => {
          let value = 0n;
          for await (const request of requests) {
            value += 1n;
            if (request.value === value) break;
          }
          return { value };
        },
      },
    });
    const calls = Array.from({ length: 70 }, async (_, leaveAfter) => {
      const values = async function* (): AsyncGenerator<{ value: bigint }> {
        for (;;) yield { value: BigInt(leaveAfter + 1) };
      };
      await expect(client.sum(values())).resolves.toEqual({ value: BigInt(leaveAfter + 1) });
    });
    await Promise.all(calls);
    await settle();
  });

  it.each([
    ['caller', 'client', () => callerSide],
    ['callee', 'server', () => calleeSide],
  ] as const)(
    'cut off at the %s, and opened again',
    async (_what, side, proxy) => {
      const { client, reconnected, settle } = await open();
      for (let round = 0; round < 5; round += 1) {
        let read = 0;
        const count = async (): Promise<void> => {
          for await (const { number } of client.watchTicks({})) read = number;
        };
        const streams = Promise.allSettled([1, 2, 3].map(count));
        await eventually(() => read > 20 + 7 * round);
        const back = reconnected(side);
        proxy().cut();
        for (const stream of await streams) expect(stream).toMatchObject({ reason: { code: 'UNAVAILABLE' } });
        await back;
        let last = -1;
        for await (const { number } of client.watchTicks({ count: 60 })) last = number;
        expect(last).toBe(59);
      }
      await settle();
    },
    20_000,
  );
});
