import { appendFileSync } from 'node:fs';
import type { Clock } from '@bodybroker/domain';
import {
  ANONYMOUS,
  NatsRpcTransport,
  createClient,
  type Actor,
  type CallContext,
  type Client,
  type GeneratedClient,
  type MemoryServer,
  type PayloadCaller,
} from '@bodybroker/nats-sdk';
import {
  ContentFolder,
  loadConfig,
  startService,
  type ConfigSchema,
  type RunningService,
  type ServiceDefinition,
} from '@bodybroker/service-kit';
import { MemoryStore, type Store } from '@bodybroker/storage';
import { createMetrics, noInstrumentation, noLogger, noStoreInstrumentation, type Logger } from '@bodybroker/telemetry';
import { ManualClock } from './manual-clock.js';
import { RoundTripCounter, type StoreCost } from './round-trips.js';
import { createTestBroker } from './test-broker.js';

/** Where a run of tests collects the costs of all calls, a line of JSON each: jest's `--globals`. Unset: nowhere. */
const { roundTripsFile: costsFile } = globalThis as { readonly roundTripsFile?: string };

export interface HarnessOptions {
  /** Environment the service's settings are read from, such as `{ BB_WORLD_SEED: 'x' }`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: a ManualClock. */
  readonly clock?: Clock;
  /** Shared by several services or instances; default: one of its own. */
  readonly broker?: MemoryServer;
  /** Shared by several instances of one service; default: one of its own. */
  readonly store?: Store;
  readonly instance?: string;
  /** Path of the service's `content/`; default: none. */
  readonly contentPath?: string;
  readonly logger?: Logger;
  /** Counts what the service's calls ask of its store. Default: none. */
  readonly roundTrips?: RoundTripCounter;
}

export interface CallerIdentity {
  /** Default `anonymous`. */
  readonly actor?: Actor;
  readonly scopes?: readonly string[];
  readonly sessionId?: string;
  readonly worldId?: string;
  readonly locale?: string;
}

/** A whole service on an in-memory bus and store: the same composition as in production, no server needed. */
export interface ServiceHarness {
  readonly service: RunningService;
  readonly broker: MemoryServer;
  readonly store: Store;
  readonly clock: Clock;
  /** A client of any service on this broker, asking as somebody. */
  client<Generated extends object>(generated: GeneratedClient<Generated>, identity?: CallerIdentity): Client<Generated>;
  stop(): Promise<void>;
}

/** Starts a service as a component under test. Stop it at the end of the test. */
export async function startHarness<Schema extends ConfigSchema>(
  definition: ServiceDefinition<Schema>,
  options: HarnessOptions = {},
): Promise<ServiceHarness> {
  const clock = options.clock ?? new ManualClock();
  const broker = options.broker ?? createTestBroker();
  const store = options.store ?? new MemoryStore(definition.name, { clock });
  const roundTrips = options.roundTrips ?? (costsFile === undefined ? undefined : new RoundTripCounter());
  const connection = broker.connect();
  const service = await startService(definition, loadConfig(definition.config, options.environment ?? {}), {
    version: '0.0.0',
    instance: options.instance ?? `${definition.name}-1`,
    connection,
    store: roundTrips?.watch(store) ?? store,
    content: new ContentFolder(options.contentPath ?? ''),
    clock,
    random: () => 0.5,
    logger: options.logger ?? noLogger,
    metrics: createMetrics({ service: definition.name }),
    instrumentation: {
      ...(roundTrips?.instrument(noInstrumentation) ?? noInstrumentation),
      ...noStoreInstrumentation,
    },
    durables: 'created',
  });
  const caller = broker.connect();
  return {
    service,
    broker,
    store,
    clock,
    client: (generated, identity = {}) =>
      createClient(generated, asking(new NatsRpcTransport(caller, { name: 'test' }), identity)),
    stop: async () => {
      await service.stop({ timeoutMs: 5000 });
      await caller.close();
      await connection.close();
      if (costsFile !== undefined) collect(costsFile, definition.name, roundTrips?.calls ?? []);
    },
  };
}

function collect(file: string, service: string, calls: readonly StoreCost[]): void {
  appendFileSync(file, calls.map((call) => `${JSON.stringify({ service, ...call })}\n`).join(''));
}

/** Calls that carry an identity, as the gateway would set it. */
function asking(calls: PayloadCaller, identity: CallerIdentity): PayloadCaller {
  const context: CallContext = {
    actor: identity.actor ?? ANONYMOUS,
    scopes: identity.scopes ?? [],
    sessionId: identity.sessionId,
    requestId: 'req-test',
    correlationId: 'req-test',
    causationId: 'req-test',
    idempotencyKey: undefined,
    worldId: identity.worldId ?? 'main',
    locale: identity.locale ?? 'en',
    traceparent: undefined,
    tracestate: undefined,
    baggage: undefined,
    deadline: undefined,
    signal: NEVER_ABORTED,
  };
  return {
    call: (plan, input, options) => calls.call(plan, input, { context, ...options }),
    serverStream: (plan, input, options) => calls.serverStream(plan, input, { context, ...options }),
    clientStream: (plan, inputs, options) => calls.clientStream(plan, inputs, { context, ...options }),
    duplexStream: (plan, inputs, options) => calls.duplexStream(plan, inputs, { context, ...options }),
  };
}

const NEVER_ABORTED = new AbortController().signal;
