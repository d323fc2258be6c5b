import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startOnFreePorts } from '../process/free-ports.js';
import { pollUntil } from '../process/poll-until.js';
import type { ServerOptions } from '../process/server-handle.js';
import { startAll } from '../process/start-all.js';
import { formRedisCluster, missingInRedisCluster } from './form-redis-cluster.js';
import { startRedisNode, type RedisServer } from './redis-server.js';

/** Options of {@link startRedisCluster}. */
export interface RedisClusterOptions extends Pick<ServerOptions, 'onCrash' | 'signal'> {
  /** Default 3, the least Redis can fail over with. */
  readonly shards?: number;
  /** Default 1. */
  readonly replicasPerShard?: number;
  /** Nodes are named `<name>-1`, …; default unique. */
  readonly name?: string;
  /** Ports of the nodes, each with its bus on port + 10 000; default free ones. */
  readonly ports?: readonly number[];
  /** Each node keeps its files in `<dir>/<node>`; default folders that are removed. An old cluster there comes back. */
  readonly dir?: string;
  /** Each node logs to `<logDir>/<node>.log`. */
  readonly logDir?: string;
  /** Default false: nothing on disk but the cluster's own map. */
  readonly appendOnly?: boolean;
  /** After so long without an answer a node counts as lost and its replica takes over; default 2 000. */
  readonly nodeTimeoutMs?: number;
  /** Longest wait for the cluster to form; default 30 000. */
  readonly startTimeoutMs?: number;
}

/** A running Redis cluster. */
export interface RedisCluster {
  /** First the nodes that start as masters, one a shard, then the replicas. */
  readonly nodes: readonly RedisServer[];
  readonly urls: readonly string[];
  /** All URLs, separated by commas. */
  readonly url: string;
  /**
   * Waits until every node says `cluster_state:ok` and every replica follows its master.
   *
   * @throws Error naming what is missing after `timeoutMs` (default 30 000)
   */
  waitUntilReady(options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal }): Promise<void>;
  /** Stops all nodes. Idempotent. */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 30_000;

/**
 * Starts a Redis cluster and waits until all slots are served and all replicas follow.
 *
 * @throws as startRedisServer, and Error when the cluster does not form in time
 */
export function startRedisCluster(options: RedisClusterOptions = {}): Promise<RedisCluster> {
  const { shards = 3, replicasPerShard = 1, name = `redis-${randomUUID().slice(0, 8)}` } = options;
  const { nodeTimeoutMs = 2_000, startTimeoutMs = READY_TIMEOUT_MS, dir, logDir, signal } = options;
  const size = shards * (1 + replicasPerShard);
  return startOnFreePorts(size, async (freePorts) => {
    const nodes = await startAll(
      freePorts.map((freePort, index) => () => {
        const node = `${name}-${index + 1}`;
        const port = options.ports?.[index] ?? freePort;
        return startRedisNode({
          name: node,
          port,
          appendOnly: options.appendOnly ?? false,
          args: [
            ...['--cluster-enabled', 'yes', '--cluster-config-file', 'nodes.conf'],
            ...['--cluster-node-timeout', String(nodeTimeoutMs), '--cluster-replica-validity-factor', '0'],
            // A node that comes back may find its shard led by its replica: it follows, and nothing moves on.
            ...['--cluster-allow-replica-migration', 'no', '--repl-diskless-sync-delay', '0'],
          ],
          ...(dir && { dir: join(dir, node) }),
          ...(logDir && { logFile: join(logDir, `${node}.log`) }),
          ...(options.onCrash && { onCrash: options.onCrash }),
          ...(signal && { signal }),
        });
      }),
    );
    const cluster = redisCluster(nodes);
    try {
      const limits = { timeoutMs: startTimeoutMs, ...(signal && { signal }) };
      await formRedisCluster(nodes, { shards, ...limits });
      await cluster.waitUntilReady(limits);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  });
}

function redisCluster(nodes: readonly RedisServer[]): RedisCluster {
  const urls = nodes.map((node) => node.url);
  return {
    nodes,
    urls,
    url: urls.join(','),
    waitUntilReady: async ({ timeoutMs = READY_TIMEOUT_MS, signal } = {}) => {
      const lacking = await pollUntil(() => missingInRedisCluster(nodes), { timeoutMs, intervalMs: 100, signal });
      if (lacking) throw new Error(`the Redis cluster is not ready after ${timeoutMs} ms: ${lacking}`);
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}
