import { randomBytes } from 'node:crypto';
import cluster from 'node:cluster';
import { totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import {
  measureReadiness,
  startHealthServer,
  untilSignalled,
  type baseConfig,
  type ConfigOf,
} from '@bodybroker/service-kit';
import { createLogger, createMetrics } from '@bodybroker/telemetry';
import type { Readiness } from '../http/health-sources.js';
import { heapShare } from './heap-share.js';
import { mergeMetrics } from './merge-metrics.js';
import { ForkedWorker } from './worker-process.js';
import { EXIT_CONFIG } from './worker-place.js';
import { Workers } from './workers.js';
import { workersReadiness } from './workers-readiness.js';

const NAME = 'gateway';
const METRICS_MS = 2000;
/** How much longer than the drain time a worker may take: it then closes its connections to NATS and Redis. */
const CLOSING_MS = 2000;

export interface PrimaryOptions {
  /** At least 2. */
  readonly count: number;
  readonly base: ConfigOf<typeof baseConfig>;
  /** The environment variable NODE_OPTIONS: flags that every worker gets. */
  readonly nodeOptions: string;
  /** Draws in [0, 1). */
  readonly random: () => number;
}

/**
 * Runs workers that share the HTTP port and answers for all of them on the health port, until SIGTERM or SIGINT; a second signal
 * ends all at once.
 * @returns the exit code: 0, 1 when a worker was cut off at its work, 78 when a worker found its configuration bad
 */
export async function runPrimary({ count, base, nodeOptions, random }: PrimaryOptions): Promise<number> {
  const instance = base.instance === '' ? `${NAME}-${randomBytes(4).toString('hex')}` : base.instance;
  const logger = createLogger({ service: NAME, instance, level: base.logLevel });
  const metrics = createMetrics({ service: NAME });
  shareFairly(count, nodeOptions);
  const workers = new Workers(count, {
    start: (place) => new ForkedWorker(cluster.fork({ BB_INSTANCE: `${instance}-w${place}` }).process),
    pause: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
    random,
    now: () => performance.now(),
    logger,
  });
  // However this process ends while it can still do something: a worker that is stuck does not see that the primary has gone.
  const killWorkers = (): void => workers.kill();
  process.once('exit', killWorkers);

  let isStopping = false;
  const readiness = async (): Promise<Readiness> => {
    const { ready, checks, ...detail } = await workersReadiness(workers);
    return { ready: ready && !isStopping, checks: { ...checks, primary: isStopping ? 'draining' : 'ok' }, ...detail };
  };
  // Also when no worker is there to tell: an alert has to see 0, not nothing.
  measureReadiness(metrics, readiness);
  const metricsText = async (): Promise<string> => {
    const [own, theirs] = await Promise.all([metrics.text(), workers.ask('metrics', METRICS_MS)]);
    const texts = new Map([['primary', own]]);
    for (const [place, text] of theirs) if (text !== undefined) texts.set(String(place), text);
    return mergeMetrics(texts);
  };
  const health = await startHealthServer({ readiness, metricsText }, { host: base.healthHost, port: base.healthPort });
  const ending = untilSignalled();
  const running = workers.run();
  logger.info('workers started', { workers: count, healthPort: health.port });
  const reason = await Promise.race([ending.signalled, running]);
  isStopping = true;
  logger.info('stopping', { reason });
  const how = await workers.stop({ timeoutMs: base.drainMs + CLOSING_MS });
  await health.close();
  logger.info('stopped', { workers: how });
  ending.dispose();
  process.off('exit', killWorkers);
  if (reason === 'bad configuration') return EXIT_CONFIG;
  return how === 'cut off' ? 1 : 0;
}

/**
 * In turn: the primary accepts a connection and hands it to the next worker. Left to the system, whichever worker wakes first takes
 * all that wait, and keeps them: a load balancer has few connections and keeps them for long. The price is some work of the
 * primary for each connection, none for a request; and one that is handed to a worker just as that dies is never answered.
 */
function shareFairly(count: number, nodeOptions: string): void {
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const flags = heapShare({
    count,
    memoryBytes: Math.min(process.constrainedMemory() || Infinity, totalmem()),
    limitBytes: getHeapStatistics().heap_size_limit,
    givenFlags: [...process.execArgv, ...nodeOptions.split(' ')],
  });
  cluster.setupPrimary({ execArgv: [...process.execArgv, ...flags] });
}
