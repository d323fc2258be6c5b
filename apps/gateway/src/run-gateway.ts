import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RecordBucket, connectNats, newRequestId, type Connection } from '@bodybroker/nats-sdk';
import { ResilientCallPolicy } from '@bodybroker/resilience';
import {
  baseConfig,
  CONTRACTS_BUCKET,
  loadConfig,
  measureBreakers,
  measureReadiness,
  natsOptions,
  redisOptions,
  reportBusEvents,
  startHealthServer,
  untilSignalled,
  type ConfigOf,
} from '@bodybroker/service-kit';
import { createRedis } from '@bodybroker/storage';
import { createInstrumentation, createLogger, createMetrics, startTracing, type Logger } from '@bodybroker/telemetry';
import { fetchJwksFrom } from './auth/fetch-jwks.js';
import { JwksCache } from './auth/jwks-cache.js';
import { Revocations } from './auth/revocations.js';
import { TokenVerifier } from './auth/token-verifier.js';
import { watchRevocations } from './auth/watch-revocations.js';
import { gatewayConfig } from './config.js';
import { createGateway, type Gateway } from './create-gateway.js';
import { watchContracts } from './descriptors/watch-contracts.js';
import type { GatewayPorts, GatewaySettings } from './gateway-options.js';
import type { Readiness } from './http/health-sources.js';
import { keepRunning } from './keep-running.js';
import { starting } from './problems/starting.js';
import { createRateLimiter } from './limits/create-rate-limiter.js';
import { loadDocsAssets } from './openapi/docs-assets.js';
import { NatsUpstream } from './upstream/nats-upstream.js';
import type { Upstream } from './upstream/upstream.js';

const NAME = 'gateway';
/** Written by auth. */
const REVOCATIONS_BUCKET = 'auth_revocations';
/** Written by router. */
const ROUTES_BUCKET = 'routes';

/** What the gateway looks at in a route. */
interface RouteRecord {
  readonly maintenance: { readonly on: boolean; readonly message: string };
}

/** What only a process has. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `import.meta.url` of main.ts. */
  readonly mainUrl: string;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Draws in [0, 1). */
  readonly random: () => number;
}

/**
 * Runs the gateway: listens at once (live, not ready), waits for NATS as long as it takes, serves, and on SIGTERM or SIGINT
 * finishes what is under way.
 * @returns why it ended
 * @throws ConfigError when a setting is bad
 */
export async function runGateway({
  environment,
  mainUrl,
  now,
  random,
}: Surroundings): Promise<'signal' | 'connection closed'> {
  const base = loadConfig(baseConfig, environment);
  const config = loadConfig(gatewayConfig, environment);
  const version = environment['BB_BUILD_VERSION'] ?? '0.0.0';
  const instance = base.instance === '' ? `${NAME}-${randomBytes(4).toString('hex')}` : base.instance;
  const logger = createLogger({ service: NAME, instance, level: base.logLevel });
  const metrics = createMetrics({ service: NAME });
  const otlpEndpoint = base.otlpEndpoint === '' ? undefined : base.otlpEndpoint;
  const tracing = await startTracing({ service: NAME, version, instance, otlpEndpoint, sampleRatio: base.traceRatio });
  const instrumentation = createInstrumentation({ metrics, tracer: tracing.tracer });
  const policy = new ResilientCallPolicy({
    random,
    onBreakerChange: (change) => logger.warn('circuit breaker', { ...change }),
  });
  const monotonic = (): number => performance.now();

  let connection: Connection | undefined;
  let nats: NatsUpstream | undefined;
  let routes: RecordBucket<RouteRecord> | undefined;
  const loaded = { contracts: false, revocations: false };
  const connected = (): NatsUpstream => {
    if (nats === undefined) throw starting();
    return nats;
  };
  const upstream: Upstream = {
    unary: async (method, request, call) => connected().unary(method, request, call),
    serverStream: (...call) => connected().serverStream(...call),
  };
  const redis = createRedis(base.redisUrl.split(','), redisOptions(base, NAME, logger));
  const revocations = new Revocations({ now });
  const keys = new JwksCache(
    fetchJwksFrom(upstream, () => gateway.routes(), newRequestId),
    { now: monotonic },
  );
  const readiness = (): Promise<Readiness> => {
    const checks = {
      nats: connection?.bus.state ?? 'connecting',
      contracts: loaded.contracts ? 'ok' : 'loading',
      revocations: loaded.revocations ? 'ok' : 'loading',
    };
    const ready = checks.nats === 'connected' && loaded.contracts && loaded.revocations;
    return Promise.resolve({ ready, checks, detail: { open_breakers: policy.openBreakers } });
  };
  const metricsText = (): Promise<string> => metrics.text();
  const verifier = new TokenVerifier({ keys, revocations, now });
  const ports: GatewayPorts = {
    upstream,
    verifier: {
      // Before it is known what has been revoked, nothing is known of any token.
      verify: async (token) => (loaded.revocations ? verifier.verify(token) : Promise.reject(starting())),
    },
    isLoaded: () => loaded.contracts,
    rateLimiter: createRateLimiter(
      { perSecond: config.ratePerSecond, burst: config.rateBurst },
      {
        run: (script, scriptKeys, args) => redis.call('EVAL', [script, scriptKeys.length, ...scriptKeys, ...args]),
        now: monotonic,
        onFallback: (error) => logger.warn('rates are limited locally', { error }),
      },
    ),
    closedBecause: (service) => closedBecause(routes?.records.get(service)?.value),
    health: { readiness, metricsText },
    observer: {
      request: (httpMethod, parent) => instrumentation.httpRequest(httpMethod, parent),
      failed: (error, requestId) => logger.error('request failed', { error, requestId }),
    },
    docsAssets: await loadDocsAssets(assetFolders(config.docsAssets, mainUrl)),
    onContractRefused: (refused) => {
      logger.error('contract refused', { ...refused });
      instrumentation.count('gateway.contracts.refused', { contract: refused.service });
    },
    onRouteFaults: (faults) => {
      for (const fault of faults) logger.warn('route not served', { ...fault });
    },
    newId: newRequestId,
    now: monotonic,
  };
  const gateway: Gateway = createGateway(settingsOf(base, config, version), ports);
  metrics.gauge('gateway.streams.open', { description: 'Streams that are open' }, () => gateway.openStreams());
  metrics.gauge('gateway.requests.in_flight', { description: 'Requests under way' }, () => gateway.inFlight());
  metrics.gauge('gateway.routes', { description: 'Routes that are served' }, () => gateway.routes().bindings.length);
  measureBreakers(metrics, policy);
  measureReadiness(metrics, readiness);

  const health = await startHealthServer({ readiness, metricsText }, { host: base.healthHost, port: base.healthPort });
  const ending = untilSignalled();
  const { port } = await gateway.start();
  logger.info('listening', { version, port });
  const watching = new AbortController();
  let reason: 'signal' | 'connection closed' = 'signal';
  try {
    connection = await connectNats({ ...natsOptions(base, NAME), coalesceWrites: true, signal: ending.signal });
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  }
  let watches: Promise<unknown> = Promise.resolve();
  if (connection !== undefined) {
    const present = connection;
    reportBusEvents(present.bus, { logger, instrumentation });
    nats = new NatsUpstream(present.bus, { policy, instrumentation });
    routes = new RecordBucket<RouteRecord>(present.keyValue(ROUTES_BUCKET), {
      onUnreadable: (service, error) => logger.warn('a route cannot be read', { service, error }),
    });
    watches = watchBuckets(present, { gateway, revocations, routes, loaded }, watching.signal, logger);
    reason = await Promise.race([ending.signalled.then(() => 'signal' as const), closedForGood(present)]);
  }
  logger.info('stopping', { reason });
  await gateway.stop();
  watching.abort();
  await watches;
  await connection?.drain();
  await redis.close();
  await tracing.shutdown();
  await health.close();
  logger.info('stopped');
  ending.dispose();
  return reason;
}

function settingsOf(
  base: ConfigOf<typeof baseConfig>,
  config: ConfigOf<typeof gatewayConfig>,
  version: string,
): GatewaySettings {
  return {
    host: config.httpHost,
    port: config.httpPort,
    version,
    corsOrigins: config.corsOrigins.split(',').filter((origin) => origin !== ''),
    trustedProxies: config.trustedProxies,
    maxBodyBytes: config.maxBodyBytes,
    maxInFlight: config.maxInFlight,
    maxStreamsPerActor: config.maxStreamsPerActor,
    keepAliveMs: config.keepAliveMs,
    heartbeatMs: config.heartbeatMs,
    stallMs: config.stallMs,
    lameDuckMs: Math.min(config.lameDuckMs, base.drainMs),
    drainMs: Math.max(0, base.drainMs - config.lameDuckMs),
  };
}

/** What is kept as the buckets are. */
interface Watched {
  readonly gateway: Gateway;
  readonly revocations: Revocations;
  readonly routes: RecordBucket<RouteRecord>;
  readonly loaded: { contracts: boolean; revocations: boolean };
}

function watchBuckets(
  connection: Connection,
  { gateway, revocations, routes, loaded }: Watched,
  signal: AbortSignal,
  logger: Logger,
): Promise<unknown> {
  const onFailure = (bucket: string) => (error: unknown) =>
    logger.warn('watch broke; watching anew', {
      bucket,
      cause: error instanceof Error ? error.message : String(error),
    });
  return Promise.all([
    keepRunning(
      () =>
        watchContracts(connection.keyValue(CONTRACTS_BUCKET), gateway.contracts, {
          signal,
          onUpToDate: () => (loaded.contracts = true),
        }),
      { signal, onFailure: onFailure(CONTRACTS_BUCKET) },
    ),
    keepRunning(
      () =>
        watchRevocations(connection.keyValue(REVOCATIONS_BUCKET), revocations, {
          signal,
          onUpToDate: () => (loaded.revocations = true),
        }),
      { signal, onFailure: onFailure(REVOCATIONS_BUCKET) },
    ),
    keepRunning(() => routes.follow(signal), { signal, onFailure: onFailure(ROUTES_BUCKET) }),
  ]);
}

function closedBecause(route: RouteRecord | undefined): string | undefined {
  if (route?.maintenance.on !== true) return undefined;
  return route.maintenance.message === '' ? 'the service is being worked on' : route.maintenance.message;
}

function closedForGood(connection: Connection): Promise<'connection closed'> {
  return new Promise((resolve) => {
    connection.bus.onEvent((event) => {
      if (event.type === 'closed') resolve('connection closed');
    });
  });
}

/** Where the files of the API page may be: as set, beside the bundle, among the installed packages. */
function assetFolders(configured: string, mainUrl: string): readonly string[] {
  if (configured !== '') return [configured];
  const beside = fileURLToPath(new URL('./swagger-ui/', mainUrl));
  try {
    return [beside, dirname(createRequire(mainUrl).resolve('swagger-ui-dist/package.json'))];
  } catch {
    return [beside];
  }
}
