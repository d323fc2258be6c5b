import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startOnFreePorts } from '../process/free-ports.js';
import { pollUntil } from '../process/poll-until.js';
import { startAll } from '../process/start-all.js';
import { readJetStreamState, readRouteState } from './nats-monitor.js';
import { startNatsNode, type NatsServer, type NatsServerOptions } from './nats-server.js';

/** Options of {@link startNatsCluster}. */
export interface NatsClusterOptions extends Pick<
  NatsServerOptions,
  'config' | 'tls' | 'accounts' | 'onCrash' | 'signal'
> {
  /** Default 3, so that JetStream can keep three replicas. */
  readonly size?: number;
  /** Of cluster and nodes: `<name>-1`, …; default unique. */
  readonly name?: string;
  /** Client ports of the nodes; default free ones. */
  readonly ports?: readonly number[];
  /** Each node keeps its data in `<storeDir>/<node>`; default folders that are removed. */
  readonly storeDir?: string;
  /** Each node logs to `<logDir>/<node>.log`. */
  readonly logDir?: string;
  /** Longest wait for mesh and leader; default 30 000. */
  readonly startTimeoutMs?: number;
}

/** A running NATS cluster. */
export interface NatsCluster {
  readonly nodes: readonly NatsServer[];
  readonly urls: readonly string[];
  /** All URLs, separated by commas. */
  readonly url: string;
  /** The node that leads JetStream's meta group; undefined while there is none. */
  leader(): Promise<NatsServer | undefined>;
  /**
   * Waits until every node sees all others and the meta leader, and the leader sees every node up to date.
   *
   * @throws Error naming what is missing after `timeoutMs` (default 30 000)
   */
  waitUntilReady(options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal }): Promise<void>;
  /** Stops all nodes. Idempotent. */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 30_000;

/**
 * Starts a cluster with JetStream and waits until it has a leader and a full mesh.
 *
 * @throws as startNatsServer, and Error when the cluster does not form in time
 */
export function startNatsCluster(options: NatsClusterOptions = {}): Promise<NatsCluster> {
  const { size = 3, name = `nats-${randomUUID().slice(0, 8)}` } = options;
  return startOnFreePorts(size * 3, async (ports) => {
    const routePorts = ports.slice(0, size);
    const nodes = await startAll(
      routePorts.map((routePort, index) => () => {
        const node = `${name}-${index + 1}`;
        const { storeDir, logDir, tls, accounts, config, onCrash, signal } = options;
        return startNatsNode({
          name: node,
          port: options.ports?.[index] ?? ports[size + index] ?? 0,
          monitorPort: ports[2 * size + index] ?? 0,
          cluster: { name, port: routePort, peerPorts: routePorts },
          ...(storeDir && { storeDir: join(storeDir, node) }),
          ...(logDir && { logFile: join(logDir, `${node}.log`) }),
          ...(tls && { tls }),
          ...(accounts && { accounts }),
          ...(config && { config }),
          ...(onCrash && { onCrash }),
          ...(signal && { signal }),
        });
      }),
    );
    const cluster = natsCluster(nodes);
    try {
      await cluster.waitUntilReady({
        timeoutMs: options.startTimeoutMs ?? READY_TIMEOUT_MS,
        ...(options.signal && { signal: options.signal }),
      });
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  });
}

function natsCluster(nodes: readonly NatsServer[]): NatsCluster {
  const urls = nodes.map((node) => node.url);
  return {
    nodes,
    urls,
    url: urls.join(','),
    leader: async () => {
      for (const node of nodes.filter((candidate) => candidate.running)) {
        const state = await readJetStreamState(node.monitorUrl).catch(() => undefined);
        const leader = nodes.find((candidate) => candidate.name === state?.meta_cluster?.leader);
        if (leader?.running) return leader;
      }
      return undefined;
    },
    waitUntilReady: async ({ timeoutMs = READY_TIMEOUT_MS, signal } = {}) => {
      const lacking = await pollUntil(() => missingIn(nodes), { timeoutMs, intervalMs: 100, signal });
      if (lacking) throw new Error(`the NATS cluster is not ready after ${timeoutMs} ms: ${lacking}`);
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

async function missingIn(nodes: readonly NatsServer[]): Promise<string | undefined> {
  let followersUpToDate = false;
  for (const node of nodes) {
    const [{ meta_cluster: meta }, { routes = [] }] = await Promise.all([
      readJetStreamState(node.monitorUrl),
      readRouteState(node.monitorUrl),
    ]);
    // Since 2.10 there are several routes to each peer.
    const peers = new Set(routes.map((route) => route.remote_id)).size;
    if (peers < nodes.length - 1) return `${node.name} has routes to ${peers} of ${nodes.length - 1} others`;
    if (!meta?.leader) return `${node.name} knows no meta leader`;
    if (meta.leader === node.name) {
      const current = meta.replicas?.filter((replica) => replica.current && !replica.offline).length ?? 0;
      followersUpToDate = current >= nodes.length - 1;
    }
  }
  return followersUpToDate ? undefined : 'the meta leader does not see all nodes up to date';
}
