import type { Clock } from '@bodybroker/domain';
import {
  EventPublisher,
  NatsRpcTransport,
  createClient,
  createServer,
  startConsumer,
  type Connection,
} from '@bodybroker/nats-sdk';
import { ResilientCallPolicy } from '@bodybroker/resilience';
import { OutboxRelay, type OutboxEvent, type Store } from '@bodybroker/storage';
import type { Instrumentation, Logger, Metrics, StoreInstrumentation } from '@bodybroker/telemetry';
import { CONTRACTS_BUCKET, announceContract } from './announce-contract.js';
import type { ConfigOf, ConfigSchema } from './config-schema.js';
import type { ContentError } from './content-error.js';
import type { ContentFolder } from './content-folder.js';
import type { Readiness } from './health-server.js';
import { joinRegistry } from './join-registry.js';
import { measureBreakers, measureService } from './measure-service.js';
import { checkReadiness } from './readiness.js';
import type { ServiceDefinition, ServiceDependencies, ServiceParts } from './service-definition.js';
import { superviseWorkers } from './supervise-workers.js';

/** Where a service runs: real servers in production, in memory in component tests. */
export interface Surroundings {
  /** Semantic version of the service. */
  readonly version: string;
  readonly instance: string;
  readonly connection: Connection;
  readonly store: Store;
  readonly content: ContentFolder;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly instrumentation: Instrumentation & StoreInstrumentation;
  /** Whether consumers create their durables. Default `declared`: in production the topology does. */
  readonly durables?: 'declared' | 'created';
  /** Whether the service registers itself in capability-registry. Default `apart`: it does not. */
  readonly registry?: 'joined' | 'apart';
}

export interface RunningService {
  readonly name: string;
  readiness(): Promise<Readiness>;
  /** Resolves when a worker finds that a content file is bad, so that the service cannot do its work. Else never. */
  readonly badContent: Promise<ContentError>;
  /**
   * Takes no new work, waits for what runs, publishes what is in the outbox; at most `timeoutMs`. Leaves the
   * connection open.
   */
  stop(options: { readonly timeoutMs: number }): Promise<void>;
}

/** Builds a service and sets it going: endpoints, consumers, workers and outbox relay, then tells the gateway of it. */
export async function startService<Schema extends ConfigSchema>(
  definition: ServiceDefinition<Schema>,
  config: ConfigOf<Schema>,
  surroundings: Surroundings,
): Promise<RunningService> {
  const { connection, store, logger, instrumentation, instance, random, clock } = surroundings;
  const policy = new ResilientCallPolicy({
    random,
    onBreakerChange: (change) => logger.warn('circuit breaker changed', { ...change }),
  });
  const transport = new NatsRpcTransport(connection, { name: definition.name, policy, instrumentation });
  const events = new EventPublisher(connection.events, { instrumentation });
  const dependencies: ServiceDependencies<ConfigOf<Schema>> = {
    ...surroundings,
    config,
    service: definition.name,
    events,
    client: (generated) => createClient(generated, transport),
  };
  const parts = await definition.build(dependencies);

  const server = createServer(connection, {
    name: definition.name,
    version: surroundings.version,
    instance,
    metadata: { contract: definition.contract.descriptorHash },
    logger,
    instrumentation,
  });
  for (const { type, handlers } of parts.implementations) server.add<object>(type, handlers);

  const relay = new OutboxRelay(store.outbox, ({ event }, signal) => publishStored(events, event, signal), {
    clock,
    random,
    onError: (error, entry) => logger.warn('an event waits in the outbox', { error, event: entry?.event.id }),
  });
  await server.start();
  const consumers = (parts.subscribers ?? []).map((subscriber) =>
    startConsumer(connection, subscriber, {
      service: definition.name,
      clock,
      create: surroundings.durables === 'created' ? 'if-missing' : 'never',
      instrumentation,
      logger,
    }),
  );
  const { version, registry } = surroundings;
  const joining = { service: definition.name, version, generation: BigInt(clock.now()), calls: transport };
  const workers = superviseWorkers(
    [
      ...(parts.workers ?? []),
      announcer(definition, surroundings),
      ...(registry === 'joined' ? [joinRegistry(joining)] : []),
    ],
    logger,
  );

  let stopping = false;
  const readiness = async (): Promise<Readiness> => ({
    ...(await checkReadiness(checksOf(parts, surroundings, () => stopping))),
    detail: { openBreakers: policy.openBreakers, inFlight: server.inFlight, outboxBacklog: relay.backlog },
  });
  measureBreakers(surroundings.metrics, policy);
  measureService(surroundings.metrics, {
    readiness,
    inFlight: () => server.inFlight,
    outboxBacklog: () => relay.backlog,
  });
  return {
    name: definition.name,
    readiness,
    badContent: workers.badContent,
    stop: async ({ timeoutMs }) => {
      stopping = true;
      const deadline = AbortSignal.timeout(timeoutMs);
      await Promise.all([
        server.stop({ timeoutMs }),
        workers.stop(),
        ...consumers.map((consumer) => consumer.stop({ timeoutMs })),
      ]);
      await relay.flush(deadline);
      await relay.stop();
      await parts.close?.();
    },
  };
}

/** Publishes what a commit put into the outbox. */
async function publishStored(events: EventPublisher, event: OutboxEvent, signal: AbortSignal): Promise<void> {
  // The subject is the type with the player's id, or `_`, after it.
  const type = event.subject.slice(0, event.subject.lastIndexOf('.'));
  await events.publish({ ...event, type, headers: event.headers ?? {} }, { signal });
}

function checksOf(parts: ServiceParts, { connection, store }: Surroundings, isStopping: () => boolean) {
  return [
    { name: 'serving', check: () => (isStopping() ? Promise.reject(new Error('stopping')) : Promise.resolve()) },
    {
      name: 'nats',
      check: () =>
        connection.bus.state === 'connected' ? Promise.resolve() : Promise.reject(new Error(connection.bus.state)),
    },
    { name: 'redis', check: () => store.ready() },
    ...(parts.healthChecks ?? []),
  ];
}

/** Announces the contract, again after each reconnect: the bucket may have been lost meanwhile. */
function announcer({ name, contract }: ServiceDefinition, { connection, version, logger }: Surroundings) {
  return {
    name: 'announce-contract',
    run: async (signal: AbortSignal) => {
      while (!signal.aborted) {
        const outcome = await announceContract(connection.keyValue(CONTRACTS_BUCKET), { name, version, contract });
        logger.info('contract', { outcome });
        await nextReconnect(connection, signal);
      }
    },
  };
}

function nextReconnect(connection: Connection, signal: AbortSignal): Promise<void> {
  // An abort while the contract was announced is told to nobody any more.
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      unsubscribe();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const unsubscribe = connection.bus.onEvent((event) => {
      if (event.type === 'reconnected') done();
    });
    signal.addEventListener('abort', done, { once: true });
  });
}
