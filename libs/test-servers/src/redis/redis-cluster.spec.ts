import { pollUntil } from '../process/poll-until.js';
import { startRedisCluster, type RedisCluster } from './redis-cluster.js';

jest.setTimeout(120_000);

describe('startRedisCluster', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster({ appendOnly: true });
  });
  afterAll(() => cluster.stop());

  it('serves all slots from three masters, each with a replica', async () => {
    for (const node of cluster.nodes) {
      const state = await node.command('CLUSTER', 'INFO');
      expect(state).toContain('cluster_state:ok');
      expect(state).toContain('cluster_known_nodes:6');
      expect(state).toContain('cluster_size:3');
    }
    const roles = await Promise.all(cluster.nodes.map((node) => node.command('INFO', 'replication')));
    expect(roles.filter((role) => role.includes('role:master') && role.includes('connected_slaves:1'))).toHaveLength(3);
  });

  it('fails over to the replica of a killed master, and takes the old one back as a replica', async () => {
    const [master] = cluster.nodes;
    const replica = cluster.nodes[3];
    await master?.kill();
    const promoted = await pollUntil(
      async () => ((await replica?.command('INFO', 'replication'))?.includes('role:master') ? undefined : 'a master'),
      { timeoutMs: 30_000, intervalMs: 100 },
    );
    expect(promoted).toBeUndefined();
    await master?.restart();
    await cluster.waitUntilReady();
    await expect(master?.command('INFO', 'replication')).resolves.toContain('role:slave');
  });
});
