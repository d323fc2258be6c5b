import { createServer, createClient, NatsRpcTransport, connectNats, type Connection } from '../src/index.js';
import { TestingService, TestingServiceClient, type ITestingService } from '@bodybroker/contracts-testing';
import { REPLY_ALLOWANCE } from '../src/rpc/streaming/reply-allowance.js';
import { deferred } from './deferred.js';
import { startNatsBroker } from './nats-broker.js';
import { testingHandlers } from './testing-handlers.js';

// As deploy/nats renders them: each service its own inbox prefix, answers by allow_responses.
const CONFIG = `
authorization: {
  users: [
    { user: server, password: secret, permissions: {
      publish: { allow: ["nothing.of.its.own"] }
      subscribe: { allow: ["svc.testing.>", "$SRV.>", "_INBOX_server.>"] }
      allow_responses: { max: ${REPLY_ALLOWANCE.maxMessages}, expires: "${REPLY_ALLOWANCE.expiresMs}ms" }
    } }
    { user: client, password: secret, permissions: {
      publish: { allow: ["svc.testing.v1.echo", "svc.testing.v1.watch_ticks", "svc.testing.v1.sum", "svc.testing.cancel"] }
      subscribe: { allow: ["_INBOX_client.>"] }
      allow_responses: { max: ${REPLY_ALLOWANCE.maxMessages}, expires: "${REPLY_ALLOWANCE.expiresMs}ms" }
    } }
    { user: mute, password: secret, permissions: {
      publish: { allow: ["svc.testing.v1.echo"] }
      subscribe: { allow: ["_INBOX_mute.>"] }
    } }
  ]
}
`;

describe('calls under NATS permissions', () => {
  let broker: Awaited<ReturnType<typeof startNatsBroker>>;
  let served: Connection;
  let calling: Connection;
  let started = deferred();
  let aborted = deferred();

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
    const handlers = testingHandlers('one');
    server.add<ITestingService>(TestingService, {
      ...handlers,
      echo: async (request, context) => {
        if (request.text !== 'hang') return handlers.echo(request, context);
        return new Promise((_, reject) => {
          context.signal.addEventListener('abort', () => {
            aborted.resolve();
            reject(context.signal.reason);
          });
          started.resolve();
        });
      },
    });
    await server.start();
  });
  beforeEach(() => {
    started = deferred();
    aborted = deferred();
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
    for await (const { number } of client.watchTicks({ count: 5_000 })) last = number;
    expect(last).toBe(4_999);
    const values = async function* (): AsyncGenerator<{ value: bigint }> {
      for (let i = 0; i < 5_000; i += 1) yield { value: 1n };
    };
    await expect(client.sum(values())).resolves.toEqual({ value: 5_000n });
  });

  it('reach their handlers when they are cancelled', async () => {
    const client = createClient(TestingServiceClient, new NatsRpcTransport(calling, { name: 'client' }));
    const abort = new AbortController();
    const call = client.echo({ text: 'hang' }, { signal: abort.signal, timeoutMs: 60_000 }).catch(() => undefined);
    await started.promise;
    abort.abort();
    await call;
    await aborted.promise;
  });

  it('are cancelled for the caller alone where it may not tell, and leave its connection as it is', async () => {
    const mute = await connectAs('mute');
    const client = createClient(TestingServiceClient, new NatsRpcTransport(mute, { name: 'mute' }));
    const abort = new AbortController();
    const call = client.echo({ text: 'hang' }, { signal: abort.signal, timeoutMs: 500 });
    const rejected = expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    await started.promise;
    const refused = new Promise<unknown>((resolve) => {
      mute.bus.onEvent((event) => {
        if (event.type === 'error') resolve(event.error);
      });
    });
    abort.abort();
    await rejected;
    await expect(refused).resolves.toMatchObject({ details: { subject: 'svc.testing.cancel' } });
    await expect(client.echo({ text: 'alive' })).resolves.toMatchObject({ text: 'alive' });
    // The deadline still ends the work.
    await aborted.promise;
    await mute.close();
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
