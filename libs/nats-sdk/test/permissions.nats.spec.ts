import { createServer, createClient, NatsRpcTransport, connectNats, type Connection } from '../src/index.js';
import { TestingService, TestingServiceClient, type ITestingService } from '@bodybroker/contracts-testing';
import { startNatsBroker } from './nats-broker.js';
import { testingHandlers } from './testing-handlers.js';

// As deploy/nats renders them: each service its own inbox prefix, answers by allow_responses.
const CONFIG = `
authorization: {
  users: [
    { user: server, password: secret, permissions: {
      publish: { allow: ["_INBOX_server.>"] }
      subscribe: { allow: ["svc.testing.>", "$SRV.>", "_INBOX_server.>"] }
      allow_responses: { max: -1, expires: "1h" }
    } }
    { user: client, password: secret, permissions: {
      publish: { allow: ["svc.testing.v1.echo", "svc.testing.v1.watch_ticks", "svc.testing.v1.sum"] }
      subscribe: { allow: ["_INBOX_client.>"] }
      allow_responses: { max: -1, expires: "1h" }
    } }
  ]
}
`;

describe('calls under NATS permissions', () => {
  let broker: Awaited<ReturnType<typeof startNatsBroker>>;
  let served: Connection;
  let calling: Connection;

  const connectAs = (user: string, password = 'secret', signal?: AbortSignal): Promise<Connection> =>
    connectNats({
      servers: [broker.url],
      name: user,
      user,
      password,
      inboxPrefix: `_INBOX_${user}`,
      ...(signal === undefined ? {} : { signal }),
    });

  beforeAll(async () => {
    broker = await startNatsBroker({ config: CONFIG });
    served = await connectAs('server');
    calling = await connectAs('client');
    const server = createServer(served, { name: 'testing', version: '1.0.0', instance: 'one' });
    server.add<ITestingService>(TestingService, testingHandlers('one'));
    await server.start();
  });
  afterAll(async () => {
    await served.close();
    await calling.close();
    await broker.stop();
  });

  it('work where they are allowed, streams and parts included', async () => {
    const client = createClient(TestingServiceClient, new NatsRpcTransport(calling, { name: 'client' }));
    await expect(client.echo({ text: 'hi' })).resolves.toMatchObject({ text: 'hi' });
    const large = new Uint8Array(2_500_000).fill(7);
    expect((await client.echo({ blob: large })).blob).toHaveLength(large.length);
    let last = -1;
    for await (const { number } of client.watchTicks({ count: 500 })) last = number;
    expect(last).toBe(499);
    const values = async function* (): AsyncGenerator<{ value: bigint }> {
      for (let i = 0; i < 300; i += 1) yield { value: 1n };
    };
    await expect(client.sum(values())).resolves.toEqual({ value: 300n });
  });

  it('are rejected at once where the server refuses the subject', async () => {
    const client = createClient(TestingServiceClient, new NatsRpcTransport(calling, { name: 'client' }));
    await expect(client.plain({}, { timeoutMs: 60_000 })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'SUBJECT_NOT_ALLOWED',
      details: { subject: 'svc.testing.v1.plain' },
    });
    expect(calling.bus.state).toBe('connected');
  });

  it('wait for a server that lets them in until they are told to stop', async () => {
    const abort = new AbortController();
    const connecting = connectAs('client', 'wrong', abort.signal);
    setTimeout(() => abort.abort(new Error('enough')), 100);
    await expect(connecting).rejects.toThrow('enough');
  });
});
