import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BenchServiceClient, NpcState } from '@bodybroker/contracts-testing';
import { NatsRpcTransport, connectNats, createClient } from '@bodybroker/nats-sdk';
import { ResilientCallPolicy } from '@bodybroker/resilience';
import { freePorts, natsServerVersion, startNatsServer, startRedisServer } from '@bodybroker/test-servers';
import { connect } from 'nats';
import { httpSender } from './http-client.js';
import { npc } from './messages.js';
import { startProcess } from './start-role.js';
import type { SubjectUnderTest } from './subject-under-test.js';

export interface Stand {
  readonly subjects: readonly SubjectUnderTest[];
  readonly natsServerVersion: string;
  stop(): Promise<void>;
}

/** Starts everything that is measured: real servers, one process a role, and the gateway as it ships. */
export async function startSubjects(connections: number): Promise<Stand> {
  const stops: (() => Promise<unknown>)[] = [];
  const self = fileURLToPath(import.meta.url);
  const root = resolve(self, '../../../..');
  const nats = await startNatsServer({ jetstream: true });
  const redis = await startRedisServer();
  stops.push(
    () => nats.stop(),
    () => redis.stop(),
  );
  const [echoPort = 0, hopPort = 0, gatewayPort = 0] = await freePorts(3);

  const role = async (name: string, ...args: string[]) => {
    const started = await startProcess(name, [
      '--enable-source-maps',
      self,
      '--role',
      name,
      '--nats',
      nats.url,
      ...args,
    ]);
    stops.unshift(() => started.stop());
    return started;
  };
  const env = { BB_NATS_URL: nats.url, BB_REDIS_URL: redis.url, BB_LOG_LEVEL: 'warn', BB_STREAM_REPLICAS: '1' };
  await runToEnd(`${root}/tools/streams/dist/main.mjs`, env);
  const service = await role('sdk-service');
  const echo = await role('http-echo', '--port', String(echoPort));
  const hop = await role('http-hop', '--port', String(hopPort), '--upstream', `http://127.0.0.1:${echoPort}`);
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
  const json = NpcState.toJsonString(npc);
  const gateway = await startProcess('gateway', [`${root}/apps/gateway/dist/main.mjs`], {
    env: {
      ...env,
      BB_HTTP_PORT: String(gatewayPort),
      BB_HEALTH_PORT: '0',
      BB_RATE_PER_SECOND: '1000000',
      BB_RATE_BURST: '1000000',
    },
    isReady: async () =>
      (
        await fetch(`${gatewayUrl}/v1/bench/npcs:heal`, {
          method: 'POST',
          body: json,
          headers: { 'content-type': 'application/json' },
        })
      ).ok,
  });
  stops.unshift(() => gateway.stop());

  const raw = await connect({ servers: nats.url });
  const sdk = await connectNats({ servers: [nats.url], name: 'bench-client' });
  stops.unshift(
    () => raw.close(),
    () => sdk.close(),
  );
  const client = createClient(
    BenchServiceClient,
    new NatsRpcTransport(sdk, { name: 'bench', policy: new ResilientCallPolicy({ random: Math.random }) }),
  );
  const bytes = NpcState.toBinary(npc);
  const http = (origin: string, path: string) => {
    const sender = httpSender(origin, path, json, connections);
    stops.unshift(() => sender.close());
    return () => sender.send();
  };
  const broker = { 'nats-server': nats.pid };
  return {
    natsServerVersion: await natsServerVersion(),
    subjects: [
      {
        name: 'raw nats request()',
        send: () => raw.request('bench.raw', bytes, { timeout: 5000 }),
        pids: { ...broker, responder: service.pid },
      },
      { name: 'SDK unary', send: () => client.healNpc({ npc }), pids: { ...broker, service: service.pid } },
      { name: 'bare Hono', send: http(`http://127.0.0.1:${echoPort}`, '/heal'), pids: { hono: echo.pid } },
      {
        name: 'Hono → HTTP+JSON → Hono',
        send: http(`http://127.0.0.1:${hopPort}`, '/heal'),
        pids: { front: hop.pid, back: echo.pid },
      },
      {
        name: 'gateway → NATS → service',
        send: http(gatewayUrl, '/v1/bench/npcs:heal'),
        pids: { gateway: gateway.pid, ...broker, service: service.pid },
      },
    ],
    stop: async () => {
      for (const stop of stops) await stop();
    },
  };
}

async function runToEnd(bundle: string, env: Readonly<Record<string, string>>): Promise<void> {
  await promisify(execFile)(process.execPath, [bundle, 'apply'], { env: { ...process.env, ...env } });
}
