import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RecordBucket, connectNats, newRequestId, type Connection } from '@bodybroker/nats-sdk';
import { ResilientCallPolicy } from '@bodybroker/resilience';
import {
  baseConfig,
  loadConfig,
  measureBreakers,
  measureReadiness,
  natsOptions,
  redisOptions,
  reportBusEvents,
  type ConfigOf,
} from '@bodybroker/service-kit';
import { createRedis } from '@bodybroker/storage';
import { createInstrumentation, createLogger, createMetrics, startTracing } from '@bodybroker/telemetry';
import { fetchJwksFrom } from './auth/fetch-jwks.js';
import { JwksCache } from './auth/jwks-cache.js';
import { Revocations } from './auth/revocations.js';
import { TokenVerifier } from './auth/token-verifier.js';
import { gatewayConfig } from './config.js';
import { createGateway, type Gateway } from './create-gateway.js';
import type { GatewayPorts, GatewaySettings } from './gateway-options.js';
import type { HealthSources, Readiness } from './http/health-sources.js';
import { starting } from './problems/starting.js';
import { createRateLimiter } from './limits/create-rate-limiter.js';
import { loadDocsAssets } from './openapi/docs-assets.js';
import { NatsUpstream } from './upstream/nats-upstream.js';
import type { Upstream } from './upstream/upstream.js';
import { ROUTES_BUCKET, watchBuckets, type RouteRecord } from './watch-buckets.js';

const NAME = 'gateway';
/** What only a process has. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `import.meta.url` of main.ts. */
  readonly mainUrl: string;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Draws in [0, 1). */
  readonly random: () => number;
  /** Begins to wait for what ends the process. */
  readonly untilTold: () => { readonly signalled: Promise<unknown>; readonly signal: AbortSignal; dispose(): void };
  /** Shows health and numbers to whom they concern, until closed. */
  readonly showHealth: (
    sources: HealthSources,
    address: { readonly host: string; readonly port: number },
  ) => Promise<{ close(): Promise<void> }>;
  /** Whether connections are taken before there is something to answer with: they get 503 until then. */
  readonly listens: 'at once' | 'when ready';
}

/**
 * Runs the gateway: waits for NATS as long as it takes, serves, and when it is told to end finishes what is under way.
 * @returns why it ended
 * @throws ConfigError when a setting is bad
 */
export async function runGateway({
  environment,
  mainUrl,
  now,
  random,
  untilTold,
  showHealth,
  listens,
}: Surroundings): Promise<'signal' | 'connection closed'> {
  const base = loadConfig(baseConfig, environment);
  const config = loadConfig(gatewayConfig, environment);
  const version = environment['BB_BUILD_VERSION'] ?? '0.0.0';
  const instance = base.instance === '' ? `${NAME}-${randomBytes(4).toString('hex')}` : base.instance;
  const logger = createLogger({ service: NAME, instance, level: base.logLevel });
  const metrics = createMetrics({ service: NAME });
  const tracing = await startTracing({
    service: NAME,
    version,
    instance,
    otlpEndpoint: base.otlpEndpoint === '' ? undefined : base.otlpEndpoint,
    sampleRatio: base.traceRatio,
    random,
  });
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
  const whenLoaded = Promise.withResolvers<'loaded'>();
  const onLoaded = (what: keyof typeof loaded): void => {
    loaded[what] = true;
    if (loaded.contracts && loaded.revocations) whenLoaded.resolve('loaded');
  };
  const connected = (): NatsUpstream => {
    if (nats === undefined) throw starting();
    return nats;
  };
  const upstream: Upstream = {
    unary: (method, request, call) => connected().unary(method, request, call),
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
      verify: (token) => {
        if (!loaded.revocations) throw starting();
        return verifier.verify(token);
      },
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

  const health = await showHealth({ readiness, metricsText }, { host: base.healthHost, port: base.healthPort });
  const ending = untilTold();
  const listen = async (): Promise<void> => {
    const { port } = await gateway.start();
    logger.info('listening', { version, port });
  };
  if (listens === 'at once') await listen();
  const watching = new AbortController();
  let reason: 'signal' | 'connection closed' = 'signal';
  try {
    connection = await connectNats({
      ...natsOptions(base, NAME),
      name: instance,
      coalesceWrites: true,
      signal: ending.signal,
    });
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
    watches = watchBuckets(present, { gateway, revocations, routes, onLoaded }, watching.signal, logger);
    const over = Promise.race([ending.signalled.then(() => 'signal' as const), closedForGood(present)]);
    if (listens === 'when ready' && (await Promise.race([whenLoaded.promise, over])) === 'loaded') await listen();
    reason = await over;
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
