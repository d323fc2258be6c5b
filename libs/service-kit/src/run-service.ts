import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@bodybroker/domain';
import { connectNats, type Connection } from '@bodybroker/nats-sdk';
import { RedisStore, createRedis } from '@bodybroker/storage';
import { createInstrumentation, createLogger, createMetrics, startTracing } from '@bodybroker/telemetry';
import { baseConfig } from './base-config.js';
import type { ConfigOf, ConfigSchema } from './config-schema.js';
import { ContentError } from './content-error.js';
import { ContentFolder } from './content-folder.js';
import { startHealthServer, type Readiness } from './health-server.js';
import { ConfigError, loadConfig } from './load-config.js';
import { natsOptions } from './nats-options.js';
import { redisOptions } from './redis-options.js';
import { reportBusEvents, type BusReporting } from './report-bus-events.js';
import type { ServiceDefinition } from './service-definition.js';
import { startService, type RunningService, type Surroundings } from './start-service.js';
import { untilAnswers } from './until-answers.js';
import { untilSignalled } from './until-signalled.js';

/** EX_CONFIG of sysexits.h. */
const EXIT_CONFIG = 78;

/**
 * Runs a service as this process: reads the environment, serves health at once, waits for NATS and Redis as long as it
 * takes, serves, and on SIGTERM or SIGINT finishes what runs before it ends with 0.
 *
 * @param mainUrl `import.meta.url` of main.ts: the folder `content/` lies beside its folder, in sources and in bundles
 *
 * Ends with 78 when a setting or a content file is bad (naming it), with 1 when the connection is closed for good or building
 * fails.
 */
export async function runService<Schema extends ConfigSchema>(
  definition: ServiceDefinition<Schema>,
  mainUrl: string,
): Promise<void> {
  const loadedMs = performance.now();
  const settings = readSettings(definition);
  const { base, config } = settings;
  const version = process.env['BB_BUILD_VERSION'] ?? '0.0.0';
  const instance = base.instance === '' ? `${definition.name}-${randomBytes(4).toString('hex')}` : base.instance;
  const logger = createLogger({ service: definition.name, instance, level: base.logLevel });
  const metrics = createMetrics({ service: definition.name });
  const tracing = await startTracing({
    service: definition.name,
    version,
    instance,
    otlpEndpoint: base.otlpEndpoint === '' ? undefined : base.otlpEndpoint,
    sampleRatio: base.traceRatio,
    random: Math.random,
  });
  const instrumentation = createInstrumentation({ metrics, tracer: tracing.tracer });

  let running: RunningService | undefined;
  const health = await startHealthServer(
    { readiness: () => running?.readiness() ?? Promise.resolve(STARTING), metricsText: () => metrics.text() },
    { host: base.healthHost, port: base.healthPort },
  );
  const ending = untilSignalled();
  const redis = createRedis(base.redisUrl.split(','), redisOptions(base, definition.name, logger));
  const connection = await connectOrEnd(base, definition.name, { logger, instrumentation }, ending.signal);
  if (connection !== undefined && (await untilAnswers(() => redis.health(), ending.signal))) {
    const connectedMs = performance.now();
    running = await startOrRefuse(definition, config, {
      version,
      instance,
      connection,
      store: new RedisStore(definition.name, redis, { clock: systemClock, instrumentation }),
      content: new ContentFolder(fileURLToPath(new URL('../content/', mainUrl))),
      clock: systemClock,
      random: Math.random,
      logger,
      metrics,
      instrumentation,
      registry: 'joined',
    });
    // Since the start of the process: the bundle was read and evaluated, NATS and Redis answered, all of it works.
    const { user, system } = process.cpuUsage();
    const startup = { loadedMs, connectedMs, servingMs: performance.now(), cpuMs: (user + system) / 1000 };
    logger.info('serving', { version, healthPort: health.port, startup });
    const reason = await Promise.race([ending.signalled, closedForGood(connection), running.badContent]);
    logger.info('stopping', { reason: reason instanceof ContentError ? reason.message : reason });
    await running.stop({ timeoutMs: base.drainMs });
    if (reason === 'connection closed') process.exitCode = 1;
    if (reason instanceof ContentError) {
      process.stderr.write(`${definition.name}: ${reason.message}\n`);
      process.exitCode = EXIT_CONFIG;
    }
  }
  await connection?.drain();
  await redis.close();
  await tracing.shutdown();
  await health.close();
  logger.info('stopped');
  ending.dispose();
}

const STARTING: Readiness = { ready: false, checks: { serving: 'waiting for NATS and Redis' } };

interface Settings<Schema extends ConfigSchema> {
  readonly base: ConfigOf<typeof baseConfig>;
  readonly config: ConfigOf<Schema>;
}

function readSettings<Schema extends ConfigSchema>(definition: ServiceDefinition<Schema>): Settings<Schema> {
  try {
    return { base: loadConfig(baseConfig, process.env), config: loadConfig(definition.config, process.env) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${definition.name}: ${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
}

/** A bad content file is as bad at the next start: like a bad setting it ends the process for good. */
async function startOrRefuse<Schema extends ConfigSchema>(
  definition: ServiceDefinition<Schema>,
  config: ConfigOf<Schema>,
  surroundings: Surroundings,
): Promise<RunningService> {
  try {
    return await startService(definition, config, surroundings);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    process.stderr.write(`${definition.name}: ${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
}

/** Waits for NATS; undefined when the process is told to end meanwhile. */
async function connectOrEnd(
  base: ConfigOf<typeof baseConfig>,
  name: string,
  reporting: BusReporting,
  signal: AbortSignal,
): Promise<Connection | undefined> {
  try {
    const connection = await connectNats({ ...natsOptions(base, name), coalesceWrites: true, signal });
    reportBusEvents(connection.bus, reporting);
    return connection;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

function closedForGood(connection: Connection): Promise<'connection closed'> {
  return new Promise((resolve) => {
    connection.bus.onEvent((event) => {
      if (event.type === 'closed') resolve('connection closed');
    });
  });
}
