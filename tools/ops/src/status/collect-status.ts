import { createStreamAdmin, type NatsConnection } from '@bodybroker/nats-sdk';
import { CONTRACTS_BUCKET } from '@bodybroker/service-kit';
import type { Invocation } from '../cli/command.js';
import { openNats } from '../connections/open-nats.js';
import { openRedis } from '../connections/open-redis.js';
import { runningStack } from '../connections/stack-file.js';
import { clusterProblems } from '../nodes/cluster-problems.js';
import type { NatsNode } from '../nodes/nats-node.js';
import { openClusterView } from '../nodes/open-cluster-view.js';
import { down, type Problem } from './problem.js';
import { readReadiness, readinessProblems, type ReadinessStatus } from './readiness.js';
import { readRedis, redisProblems, type RedisStatus } from './redis-status.js';
import { readServices, serviceProblems, type ServiceStatus } from './service-status.js';
import { readStreams, streamProblems, type StreamStatus } from './stream-status.js';

/** Everything that can be seen from here; parts that cannot be reached are undefined and named among the problems. */
export interface StatusReport {
  readonly at: string;
  readonly services: readonly ServiceStatus[] | undefined;
  /** Only of processes whose /readyz can be reached. */
  readonly processes: readonly ReadinessStatus[];
  readonly nats: { readonly server: string; readonly rttMs: number } | undefined;
  readonly streams: readonly StreamStatus[] | undefined;
  /** Only with the system account or monitoring ports. */
  readonly nodes: readonly NatsNode[] | undefined;
  readonly redis: readonly RedisStatus[] | undefined;
  readonly problems: readonly Problem[];
}

interface NatsPart {
  readonly nats: { readonly server: string; readonly rttMs: number };
  readonly services: readonly ServiceStatus[];
  readonly expected: readonly string[];
  readonly streams: readonly StreamStatus[];
}

/** Looks at all parts at once; one that is down does not hide the others. */
export async function collectStatus(call: Invocation, lagLimit: number): Promise<StatusReport> {
  const problems: Problem[] = [];
  const skipped = new Set(call.options.texts('skip'));
  const attempt = async <Part>(name: string, part: string, look: () => Promise<Part>): Promise<Part | undefined> => {
    if (skipped.has(part)) return undefined;
    try {
      return await look();
    } catch (error) {
      call.signal.throwIfAborted();
      problems.push(down(`${name}: ${error instanceof Error ? error.message : String(error)}`));
      return undefined;
    }
  };
  const [nats, nodes, redis, processes] = await Promise.all([
    attempt('NATS', 'nats', () => lookAtNats(call)),
    attempt('NATS cluster', 'cluster', () => lookAtCluster(call)),
    attempt('Redis', 'redis', () => lookAtRedis(call)),
    readReadiness(readyUrls(call), call.signal),
  ]);
  if (nats !== undefined) {
    problems.push(...serviceProblems(nats.services, nats.expected), ...streamProblems(nats.streams, lagLimit));
  }
  if (nodes !== undefined) problems.push(...clusterProblems(nodes).map((about) => down(`NATS cluster: ${about}`)));
  if (redis !== undefined) problems.push(...redisProblems(redis));
  problems.push(...readinessProblems(processes));
  return {
    at: new Date(call.world.now()).toISOString(),
    services: nats?.services,
    processes,
    nats: nats?.nats,
    streams: nats?.streams,
    nodes,
    redis,
    problems,
  };
}

async function lookAtNats(call: Invocation): Promise<NatsPart> {
  const connection = await openNats(call);
  try {
    const rttMs = await connection.bus.rtt();
    const [services, expected, streams] = await Promise.all([
      readServices(connection.bus, call.signal),
      expectedServices(connection),
      readStreams(createStreamAdmin(connection.events)),
    ]);
    return { nats: { server: connection.bus.server, rttMs }, services, expected, streams };
  } finally {
    await connection.close();
  }
}

// A service puts its contract there when it starts for the first time. An empty server has no such bucket.
async function expectedServices(connection: NatsConnection): Promise<readonly string[]> {
  const bucket = await connection.events.stream(`KV_${CONTRACTS_BUCKET}`);
  return bucket === undefined ? [] : connection.keyValue(CONTRACTS_BUCKET).keys();
}

async function lookAtCluster(call: Invocation): Promise<readonly NatsNode[] | undefined> {
  const opened = await openClusterView(call);
  if (opened === undefined) return undefined;
  try {
    return await opened.view.nodes(call.signal);
  } finally {
    await opened.close();
  }
}

async function lookAtRedis(call: Invocation): Promise<readonly RedisStatus[]> {
  const redis = await openRedis(call);
  try {
    return await readRedis(redis);
  } finally {
    await redis.close();
  }
}

/** Where /readyz can be asked: what the flags name, and what the running stack says. */
function readyUrls({ options, environment, world }: Invocation): Readonly<Record<string, string>> {
  const stack = environment['BB_NATS_URL'] ? undefined : runningStack(world.root);
  const gateway = options.text('gateway') ?? stack?.url;
  return {
    ...stack?.ready,
    ...(gateway === undefined ? {} : { gateway: new URL('/readyz', gateway).href }),
  };
}
