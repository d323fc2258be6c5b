import type { RedisClient, RedisCommands } from '@bodybroker/storage';
import { down, warning, type Problem } from './problem.js';

/** Most of its memory: ElastiCache begins to evict or refuse soon after. */
const MEMORY_WARNING = 0.9;

/** One Redis node that holds keys. */
export interface RedisStatus {
  readonly address: string;
  readonly version: string;
  readonly role: string;
  readonly usedBytes: number;
  /** 0: no limit. */
  readonly limitBytes: number;
  readonly evictedKeys: number;
  readonly rejectedConnections: number;
  readonly replicas: readonly { readonly address: string; readonly state: string; readonly lagSeconds: number }[];
}

/** Asks every node that holds keys. */
export function readRedis(redis: Pick<RedisClient, 'masters'>): Promise<RedisStatus[]> {
  return Promise.all(redis.masters().map(readNode));
}

async function readNode(node: RedisCommands, index: number): Promise<RedisStatus> {
  const info = parseInfo(String(await node.call('INFO', [])));
  const count = (name: string): number => Number(info.get(name) ?? 0);
  return {
    address: `shard ${index + 1} (port ${info.get('tcp_port') ?? '?'})`,
    version: info.get('redis_version') ?? '?',
    role: info.get('role') ?? '?',
    usedBytes: count('used_memory'),
    limitBytes: count('maxmemory'),
    evictedKeys: count('evicted_keys'),
    rejectedConnections: count('rejected_connections'),
    replicas: [...info]
      .filter(([name]) => /^slave\d+$/.test(name))
      .map(([, facts]) => {
        const of = new Map(facts.split(',').map((fact) => splitOnce(fact, '=')));
        return {
          address: `${of.get('ip')}:${of.get('port')}`,
          state: of.get('state') ?? '?',
          lagSeconds: Number(of.get('lag') ?? 0),
        };
      }),
  };
}

/** The lines `name:value` of INFO. */
export function parseInfo(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(':') && !line.startsWith('#'));
  return new Map(lines.map((line) => splitOnce(line, ':')));
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

export function redisProblems(nodes: readonly RedisStatus[]): Problem[] {
  return nodes.flatMap(({ address, role, usedBytes, limitBytes, evictedKeys, rejectedConnections, replicas }) => [
    ...(role === 'master' ? [] : [down(`Redis ${address} is a ${role}: writes go nowhere`)]),
    ...(limitBytes > 0 && usedBytes / limitBytes > MEMORY_WARNING
      ? [warning(`Redis ${address} uses ${Math.round((100 * usedBytes) / limitBytes)} % of its memory`)]
      : []),
    ...(evictedKeys > 0 ? [warning(`Redis ${address} has evicted ${evictedKeys} keys: state was lost`)] : []),
    ...(rejectedConnections > 0 ? [warning(`Redis ${address} has refused ${rejectedConnections} connections`)] : []),
    ...replicas
      .filter(({ state }) => state !== 'online')
      .map((replica) => warning(`Redis ${address}: replica ${replica.address} is ${replica.state}`)),
  ]);
}
