import { setTimeout as delay } from 'node:timers/promises';
import { EventBusServiceClient } from '@bodybroker/contracts-event-bus';
import { systemClock } from '@bodybroker/domain';
import {
  NatsRpcTransport,
  applyTopology,
  connectNats,
  createClient,
  createTopologyAdmin,
  runInContext,
  type CallContext,
  type Client,
  type Connection,
} from '@bodybroker/nats-sdk';
import { ContentFolder, loadConfig, startService } from '@bodybroker/service-kit';
import { MemoryStore } from '@bodybroker/storage';
import { createMetrics, noInstrumentation, noLogger, noStoreInstrumentation } from '@bodybroker/telemetry';
import { startNatsServer } from '@bodybroker/test-servers';
import { service } from '../src/service.js';
import { ADMIN } from './event-bus-rig.js';
import { EVENT_TOPOLOGY } from './event-topology.js';

/** The whole service on a real nats-server, asked by an admin. */
export interface NatsEventBus {
  readonly bus: Client<EventBusServiceClient>;
  readonly connection: Connection;
  /** Runs calls in the admin's name. */
  asAdmin<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export async function startNatsEventBus(): Promise<NatsEventBus> {
  const server = await startNatsServer();
  const open = (name: string) => connectNats({ servers: [server.url], name });
  const [connection, calling] = await Promise.all([open('event-bus'), open('test')]);
  await applyTopology(createTopologyAdmin(connection.events), EVENT_TOPOLOGY, { replicas: 1 });
  const running = await startService(service, loadConfig(service.config, { BB_LEASE_MS: '500' }), {
    version: '0.0.0',
    instance: 'event-bus-1',
    connection,
    store: new MemoryStore('event-bus', { clock: systemClock }),
    content: new ContentFolder(''),
    clock: systemClock,
    random: () => 0.5,
    logger: noLogger,
    metrics: createMetrics({ service: 'event-bus' }),
    instrumentation: { ...noInstrumentation, ...noStoreInstrumentation },
  });
  while (!(await running.readiness()).ready) await delay(20);
  return {
    bus: createClient(EventBusServiceClient, new NatsRpcTransport(calling, { name: 'test' })),
    connection,
    asAdmin: (work) => runInContext(ADMIN_CONTEXT, work),
    stop: async () => {
      await running.stop({ timeoutMs: 5000 });
      await calling.close();
      await connection.close();
      await server.stop();
    },
  };
}

const ADMIN_CONTEXT: CallContext = {
  actor: ADMIN,
  scopes: [],
  sessionId: undefined,
  requestId: 'req-test',
  correlationId: 'req-test',
  causationId: 'req-test',
  idempotencyKey: undefined,
  worldId: 'main',
  locale: 'en',
  traceparent: undefined,
  tracestate: undefined,
  baggage: undefined,
  deadline: undefined,
  signal: new AbortController().signal,
};
