import { pollUntil } from '../process/poll-until.js';
import type { RedisServer } from './redis-server.js';

/** @see https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/ */
const SLOTS = 16_384;

/** Options of {@link formRedisCluster}. */
export interface FormRedisClusterOptions {
  readonly shards: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Makes a cluster of running nodes: the first `shards` get equal parts of the slots, the others follow them in turn.
 * Nodes that remember a cluster from their files are left as they are.
 *
 * @throws Error when the nodes do not get to know each other in time
 */
export async function formRedisCluster(nodes: readonly RedisServer[], options: FormRedisClusterOptions): Promise<void> {
  const { shards, timeoutMs, signal } = options;
  const [first] = nodes;
  const masters = nodes.slice(0, shards);
  const replicas = nodes.slice(shards);
  if (!first || (await knownNodes(first)) > 1) return;

  for (const [index, master] of masters.entries()) {
    // Different epochs from the start save the nodes an election among equals.
    await master.command('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    await master.command('CLUSTER', 'ADDSLOTS', ...slotsOf(index, shards));
  }
  for (const node of nodes.slice(1)) await first.command('CLUSTER', 'MEET', '127.0.0.1', String(node.port));
  const unknown = await pollUntil(
    async () => {
      for (const node of nodes) {
        const known = await knownNodes(node);
        if (known < nodes.length) return `${node.name} knows ${known} of ${nodes.length} nodes`;
      }
      return undefined;
    },
    { timeoutMs, intervalMs: 100, signal },
  );
  if (unknown) throw new Error(`the Redis cluster did not form in ${timeoutMs} ms: ${unknown}`);
  for (const [index, replica] of replicas.entries()) {
    const master = masters[index % shards];
    if (!master) continue;
    const id = await master.command('CLUSTER', 'MYID');
    // A replica may have met the master by name before it had met it as a node.
    const refused = await pollUntil(async () => void (await replica.command('CLUSTER', 'REPLICATE', id)), {
      timeoutMs,
      intervalMs: 100,
      signal,
    });
    if (refused) throw new Error(`${replica.name} could not follow ${master.name}: ${refused}`);
  }
}

/** What a cluster of these nodes still lacks; undefined when all slots are served and all replicas follow. */
export async function missingInRedisCluster(nodes: readonly RedisServer[]): Promise<string | undefined> {
  for (const node of nodes) {
    const state = await node.command('CLUSTER', 'INFO');
    if (!state.includes('cluster_state:ok')) return `${node.name} says cluster_state is not ok`;
    if (!state.includes(`cluster_slots_ok:${SLOTS}`)) return `${node.name} does not see all slots served`;
    const replication = await node.command('INFO', 'replication');
    if (replication.includes('role:slave') && !replication.includes('master_link_status:up')) {
      return `${node.name} has not caught up with its master`;
    }
    const list = await node.command('CLUSTER', 'NODES');
    if (/handshake|noaddr/.test(list)) return `${node.name} is still meeting others`;
    const replicas = list.split('\n').filter((line) => /\bslave\b/.test(line)).length;
    const masters = list.split('\n').filter((line) => /\bmaster\b.*\bconnected \d/.test(line)).length;
    if (replicas + masters < nodes.length) return `${node.name} does not see who leads and who follows yet`;
  }
  return undefined;
}

async function knownNodes(node: RedisServer): Promise<number> {
  return Number(/cluster_known_nodes:(\d+)/.exec(await node.command('CLUSTER', 'INFO'))?.[1] ?? 0);
}

function slotsOf(index: number, shards: number): string[] {
  const from = Math.floor((index * SLOTS) / shards);
  const to = Math.floor(((index + 1) * SLOTS) / shards);
  return Array.from({ length: to - from }, (_, offset) => String(from + offset));
}
