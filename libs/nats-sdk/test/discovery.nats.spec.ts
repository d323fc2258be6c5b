import { connect, type NatsConnection, type ServiceInfo, type ServiceStats } from 'nats';
import { RpcError } from '../src/index.js';
import { startNatsBroker } from './nats-broker.js';
import { RpcRig } from './rpc-rig.js';

async function toArray<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** What `nats micro` does, through the stock client. */
describe('service discovery by a stock NATS client', () => {
  let broker: Awaited<ReturnType<typeof startNatsBroker>>;
  let rig: RpcRig;
  let stock: NatsConnection;

  beforeAll(async () => {
    broker = await startNatsBroker();
    rig = new RpcRig(broker);
    stock = await connect({ servers: broker.url });
    await rig.serve(
      {
        wait: async () => {
          await new Promise((resolve) => setTimeout(resolve, 30));
          return {};
        },
        echo: ({ text }) => Promise.reject(new RpcError('NOT_FOUND', 'NO_ECHO', `no echo of ${text}`)),
      },
      { instance: 'a', metadata: { region: 'eu' }, description: 'tests' },
    );
    await rig.serve({}, { instance: 'b' });
  });
  afterAll(async () => {
    await rig.close();
    await stock.close();
    await broker.stop();
  });

  it('finds every instance by ping', async () => {
    const found = await toArray(await stock.services.client().ping('testing'));
    expect(found.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    for (const one of found) {
      expect(one).toMatchObject({ type: 'io.nats.micro.v1.ping_response', name: 'testing', version: '1.2.3' });
      expect(typeof one.metadata).toBe('object');
    }
  });

  it('tells endpoints, subjects and queue group by info, of one instance when asked', async () => {
    const [info, ...others] = await toArray<ServiceInfo>(await stock.services.client().info('testing', 'a'));
    expect(others).toEqual([]);
    expect(info).toMatchObject({ id: 'a', description: 'tests', metadata: { region: 'eu' } });
    expect(info?.endpoints).toContainEqual(
      expect.objectContaining({ name: 'Echo', subject: 'svc.testing.v1.echo', queue_group: 'testing' }),
    );
    expect(info?.endpoints).toHaveLength(11);
  });

  it('counts calls, async time and rejected handlers in stats', async () => {
    const client = await rig.client();
    await client.wait({}, { instance: 'a' });
    await client.echo({ text: 'x' }, { instance: 'a' }).catch(() => undefined);
    const [stats] = await toArray<ServiceStats>(await stock.services.client().stats('testing', 'a'));
    const of = (name: string): object | undefined => stats?.endpoints?.find((endpoint) => endpoint.name === name);
    const waited = of('Wait') as { processing_time: number; average_processing_time: number } | undefined;
    expect(waited).toMatchObject({ num_requests: 1, num_errors: 0, last_error: '' });
    expect(waited?.processing_time).toBeGreaterThan(25e6);
    expect(Number.isInteger(waited?.processing_time)).toBe(true);
    expect(Number.isInteger(waited?.average_processing_time)).toBe(true);
    expect(of('Echo')).toMatchObject({ num_requests: 1, num_errors: 1, last_error: 'NO_ECHO: no echo of x' });
    expect(of('Plain')).toMatchObject({ num_requests: 0, processing_time: 0, average_processing_time: 0 });
    expect(Date.parse(stats?.started as unknown as string)).not.toBeNaN();
  });

  it('no longer finds an instance that stopped', async () => {
    const { server } = await rig.serve({}, { instance: 'c' });
    await server.stop();
    const found = await toArray(await stock.services.client().ping('testing'));
    expect(found.map(({ id }) => id)).not.toContain('c');
  });
});
