import { natsRequest } from '../../test/nats-request.js';
import { pollUntil } from '../process/poll-until.js';
import { startNatsCluster, type NatsCluster } from './nats-cluster.js';

jest.setTimeout(120_000);

describe('startNatsCluster', () => {
  let cluster: NatsCluster;
  beforeAll(async () => {
    cluster = await startNatsCluster();
  });
  afterAll(() => cluster.stop());

  it('is ready for a stream with three replicas as soon as it is returned', async () => {
    const [, second] = cluster.nodes;
    const config = { name: 'R3', subjects: ['r3'], num_replicas: 3, storage: 'file' };
    const answer = await natsRequest(second?.port ?? 0, '$JS.API.STREAM.CREATE.R3', config);
    expect(answer).toMatchObject({ config: { num_replicas: 3 } });
    expect(cluster.url.split(',')).toHaveLength(3);
  });

  it('elects another leader when the leader is killed, and heals when it comes back', async () => {
    const first = await cluster.leader();
    await first?.kill();
    const lacking = await pollUntil(
      async () => {
        const leader = await cluster.leader();
        return leader && leader !== first ? undefined : 'another leader';
      },
      { timeoutMs: 30_000, intervalMs: 100 },
    );
    expect(lacking).toBeUndefined();
    await first?.restart();
    await cluster.waitUntilReady();
    expect(cluster.nodes.every((node) => node.running)).toBe(true);
  });
});
