import { TestingService, TestingServiceClient, type ITestingService } from '@bodybroker/contracts-testing';
import {
  createClient,
  createMemoryBroker,
  createServer,
  HEADER,
  inboxMuxOf,
  NatsRpcTransport,
  RpcError,
  type Client,
  type Handlers,
} from '@bodybroker/nats-sdk';
import fc from 'fast-check';
import { FaultBus } from './fault-bus.js';
import type { FaultRule } from './fault-rule.js';

const STREAM = { window: 8, heartbeatMs: 20, peerTimeoutMs: 80 };

const unused = (): never => {
  throw new RpcError('UNIMPLEMENTED', 'UNIMPLEMENTED', 'not part of this test');
};

const handlers: Handlers<ITestingService> = {
  echo: unused,
  getHero: unused,
  charge: unused,
  check: unused,
  wait: unused,
  rename: unused,
  reset: unused,
  plain: async ({ text }) => ({ text: `re: ${text}` }),
  watchTicks: async function* ({ count }) {
    for (let number = 0; number < count; number += 1) yield { number, data: new Uint8Array(0) };
  },
  sum: async (requests) => {
    let value = 0n;
    for await (const request of requests) value += request.value;
    return { value };
  },
  chat: unused,
};

interface Rig {
  readonly client: Client<TestingServiceClient>;
  readonly faulty: FaultBus;
  readonly leftBehind: () => number;
  close(): Promise<void>;
}

/** A caller behind a faulty bus, and a service on a good one. */
async function startRig(rules: readonly FaultRule[], seed = 1): Promise<Rig> {
  const broker = createMemoryBroker();
  const served = broker.connect();
  const calling = broker.connect();
  const faulty = new FaultBus(calling.bus, { seed, rules });
  const server = createServer(served, { name: 'testing', version: '1.0.0', instance: 'one', stream: STREAM });
  await server.add<ITestingService>(TestingService, handlers).start();
  const client = createClient(
    TestingServiceClient,
    new NatsRpcTransport({ bus: faulty }, { name: 'tester', stream: STREAM }),
  );
  return {
    client,
    faulty,
    leftBehind: () => inboxMuxOf(faulty).openCount + inboxMuxOf(faulty).timers.size,
    close: async () => {
      faulty.dispose();
      await server.stop({ timeoutMs: 200 });
      await calling.close();
      await served.close();
    },
  };
}

async function numbersOf(client: Client<TestingServiceClient>, count: number, seen: number[]): Promise<void> {
  for await (const { number } of client.watchTicks({ count }, { timeoutMs: 400 })) seen.push(number);
}

const frame = (kind: string, more: Record<string, string> = {}): Record<string, string> => ({
  [HEADER.frame]: kind,
  ...more,
});

describe('RPC on a bus that fails', () => {
  it.each<[string, FaultRule]>([
    ['lost', { on: 'deliver', headers: frame('data', { [HEADER.sequence]: '3' }), fault: { kind: 'drop' } }],
    [
      'repeated',
      { on: 'deliver', headers: frame('data', { [HEADER.sequence]: '3' }), fault: { kind: 'duplicate', copies: 1 } },
    ],
    [
      'overtaken',
      { on: 'deliver', headers: frame('data', { [HEADER.sequence]: '3' }), fault: { kind: 'reorder', maxHoldMs: 50 } },
    ],
  ])('ends a stream with DATA_LOSS when a frame is %s', async (_, rule) => {
    const rig = await startRig([rule]);
    const seen: number[] = [];
    await expect(numbersOf(rig.client, 100, seen)).rejects.toMatchObject({ code: 'DATA_LOSS' });
    expect(rig.leftBehind()).toBe(0);
    await rig.close();
  });

  it('notices by the next heartbeat that the last frame was lost', async () => {
    const rig = await startRig([{ on: 'deliver', headers: frame('end'), fault: { kind: 'drop' } }]);
    const seen: number[] = [];
    await expect(numbersOf(rig.client, 3, seen)).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'PEER_LOST' });
    expect(seen).toEqual([0, 1, 2]);
    await rig.close();
  });

  it('ends a client stream with DATA_LOSS when a request is lost, and says so to the caller', async () => {
    const headers = frame('data', { [HEADER.sequence]: '3' });
    const rig = await startRig([{ on: 'publish', headers, fault: { kind: 'drop' } }]);
    const values = async function* (): AsyncGenerator<{ value: bigint }> {
      for (let i = 0; i < 20; i += 1) yield { value: 1n };
    };
    await expect(rig.client.sum(values())).rejects.toMatchObject({ code: 'DATA_LOSS', reason: 'FRAME_MISSING' });
    await rig.close();
  });

  it('survives the loss of a credit frame', async () => {
    const rig = await startRig([{ on: 'publish', headers: frame('credit'), times: 1, fault: { kind: 'drop' } }]);
    const seen: number[] = [];
    await numbersOf(rig.client, 40, seen);
    expect(seen).toHaveLength(40);
    await rig.close();
  });

  it('answers a call once though its reply comes twice', async () => {
    const rig = await startRig([{ on: 'deliver', fault: { kind: 'duplicate', copies: 2 } }]);
    await expect(rig.client.plain({ text: 'a' })).resolves.toEqual({ text: 're: a' });
    expect(inboxMuxOf(rig.faulty).lateCount).toBe(2);
    await rig.close();
  });

  it('settles every call, gives no wrong answer and leaves nothing behind, whatever happens', async () => {
    const fault = fc.oneof(
      fc.constant({ kind: 'drop' } as const),
      fc.constant({ kind: 'delay', minMs: 0, maxMs: 30 } as const),
      fc.constant({ kind: 'duplicate', copies: 1 } as const),
      fc.constant({ kind: 'reorder', maxHoldMs: 10 } as const),
      fc.constant({ kind: 'disconnect', forMs: 5 } as const),
    );
    const rule = fc.record({
      on: fc.constantFrom('publish' as const, 'deliver' as const),
      fault,
      probability: fc.constantFrom(0.02, 0.1, 0.5),
    });
    const property = fc.asyncProperty(
      fc.array(rule, { minLength: 1, maxLength: 3 }),
      fc.integer(),
      async (rules, seed) => {
        const rig = await startRig(rules, seed);
        const seen: number[] = [];
        const values = async function* (): AsyncGenerator<{ value: bigint }> {
          for (let i = 0; i < 20; i += 1) yield { value: 1n };
        };
        const [plain, stream, sum] = await Promise.allSettled([
          rig.client.plain({ text: 'a' }, { timeoutMs: 200 }),
          numbersOf(rig.client, 30, seen),
          rig.client.sum(values(), { timeoutMs: 400 }),
        ]);
        if (plain.status === 'fulfilled') expect(plain.value).toEqual({ text: 're: a' });
        if (sum.status === 'fulfilled') expect(sum.value).toEqual({ value: 20n });
        expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i));
        if (stream.status === 'fulfilled') expect(seen).toHaveLength(30);
        for (const one of [plain, stream, sum]) {
          if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(RpcError);
        }
        expect(rig.leftBehind()).toBe(0);
        await rig.close();
      },
    );
    await fc.assert(property, { numRuns: 25 });
  }, 60_000);
});
