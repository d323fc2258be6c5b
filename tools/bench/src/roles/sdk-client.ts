import { BenchServiceClient, TestingServiceClient } from '@bodybroker/contracts-testing';
import { NatsRpcTransport, connectNats, createClient, type Connection } from '@bodybroker/nats-sdk';
import { ResilientCallPolicy } from '@bodybroker/resilience';
import { createInstrumentation, createMetrics } from '@bodybroker/telemetry';
import { answerCommands } from '../load/answer-commands.js';
import type { LoadResult } from '../load/load-result.js';
import { runCalls } from '../load/run-calls.js';
import { npc } from '../messages.js';
import type { Role } from './role.js';

/** Ticks of one stream. Without a window all of them may wait in the client at once. */
const TICKS_PER_STREAM = 20_000;

const UNCOUNTED = { maxMessages: Number.MAX_SAFE_INTEGER, expiresMs: 3_600_000 };

/** Calls the service with the SDK as every service does: with its policy, and measured. */
export const sdkClient: Role = {
  start: async ({ natsUrl }) => {
    const connection = await connectNats({ servers: [natsUrl], name: 'bench-client', coalesceWrites: true });
    const client = createClient(BenchServiceClient, transportOf(connection));
    answerCommands((command) =>
      command.kind === 'stream' ? readTicks(connection, command) : runCalls(() => client.healNpc({ npc }), command),
    );
  },
};

function transportOf(connection: Connection, window?: number): NatsRpcTransport {
  const name = 'bench-client';
  const policy = new ResilientCallPolicy({ random: Math.random });
  const instrumentation = createInstrumentation({ metrics: createMetrics({ service: name }) });
  // The benchmark's message server does not count answers, so that any window fits.
  const stream = window === undefined ? {} : { window, allowance: UNCOUNTED };
  return new NatsRpcTransport(connection, { name, policy, instrumentation, stream });
}

async function readTicks(
  connection: Connection,
  { window, seconds }: { readonly window?: number; readonly seconds: number },
): Promise<LoadResult> {
  const client = createClient(TestingServiceClient, transportOf(connection, window));
  const startMs = performance.now();
  let answers = 0;
  let passedSeconds = 0;
  while (passedSeconds < seconds) {
    for await (const _ of client.watchTicks({ count: TICKS_PER_STREAM })) answers += 1;
    passedSeconds = (performance.now() - startMs) / 1000;
  }
  return { answers, errors: 0, seconds: passedSeconds, p50Ms: 0, p99Ms: 0, maxMs: 0 };
}
