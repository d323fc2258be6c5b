import { nkeys } from 'nats';
import { TestingService, TestingServiceClient, type ITestingService } from '@bodybroker/contracts-testing';
import { startNatsServer, type NatsServer } from '@bodybroker/test-servers';
import {
  NatsRpcTransport,
  connectNats,
  createClient,
  createServer,
  startConsumer,
  subscriber,
  type Connection,
} from '../src/index.js';
import { Opened } from './events/test-event.js';
import { testingHandlers } from './testing-handlers.js';

const key = nkeys.createUser();

const ACCOUNTS = `
include "nkeys.conf"
accounts {
  GAME {
    jetstream: enabled
    users: [
      { nkey: $BB_NKEY_POOR, permissions: {
        publish: { allow: ["$JS.API.CONSUMER.INFO.>", "svc.testing.v1.echo"] }
        subscribe: { allow: ["_INBOX_poor.>"] }
      } }
      { user: admin, password: secret }
    ]
  }
}
`;

/** What the server does not permit is an error at once, never a wait. */
describe('what a user may not', () => {
  let server: NatsServer;
  const connections: Connection[] = [];

  const connectPoor = async (inboxPrefix = '_INBOX_poor'): Promise<Connection> => {
    const nkeySeed = Buffer.from(key.getSeed()).toString();
    const connection = await connectNats({ servers: [server.url], name: 'poor', nkeySeed, inboxPrefix });
    connections.push(connection);
    return connection;
  };

  beforeAll(async () => {
    server = await startNatsServer({
      accounts: { accountsConf: ACCOUNTS, nkeysConf: `BB_NKEY_POOR: ${key.getPublicKey()}\n` },
    });
  });
  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await server.stop();
  });

  it.each([
    ['publish an event', ({ events }: Connection) => events.publish('game.time.hour_passed._', new Uint8Array())],
    ['ask for a stream', ({ events }: Connection) => events.stream('GAME_EVENTS')],
    ['find a stream', ({ events }: Connection) => events.streamTaking('game.>')],
    ['read a bucket', (connection: Connection) => connection.keyValue('flags').get('dark')],
    [
      'pull from a durable',
      ({ events }: Connection) => events.pull('GAME_EVENTS', 'other', { max: 1, waitMs: 60_000 }),
    ],
    [
      'read a stream',
      async ({ events }: Connection) => {
        const options = { start: { from: 'all' }, end: 'follow', signal: AbortSignal.timeout(60_000) } as const;
        for await (const message of events.read('GAME_EVENTS', options)) return message;
        return undefined;
      },
    ],
  ])('%s: PERMISSION_DENIED at once', async (_what, attempt) => {
    const startedMs = performance.now();
    await expect(attempt(await connectPoor())).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'SUBJECT_NOT_ALLOWED',
      details: { operation: 'publish' },
    });
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  it('hear answers on another’s inbox: calls fail at once, those that come later too', async () => {
    const connection = await connectPoor('_INBOX_rich');
    const client = createClient(TestingServiceClient, new NatsRpcTransport(connection, { name: 'poor' }));
    for (let call = 0; call < 2; call += 1) {
      await expect(client.echo({ text: 'hi' }, { timeoutMs: 60_000 })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
        details: { operation: 'subscribe' },
      });
    }
    const deliveries = connection.events.pull('GAME_EVENTS', 'other', { max: 1, waitMs: 60_000 });
    await expect(deliveries).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('serve: the server does not start', async () => {
    const rpc = createServer(await connectPoor(), { name: 'testing', version: '1.0.0', instance: 'one' });
    rpc.add<ITestingService>(TestingService, testingHandlers('one'));
    await expect(rpc.start()).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      details: { operation: 'subscribe' },
    });
  });

  it('consume: it is logged, and tried again', async () => {
    const warned = Promise.withResolvers<object>();
    const consumer = startConsumer(
      await connectPoor(),
      subscriber({
        event: Opened,
        durable: 'poor-doors',
        stream: 'GAME_EVENTS',
        filterSubject: 'game.door.>',
        handle: () => undefined,
      }),
      {
        service: 'poor',
        clock: { now: () => 0 },
        create: 'if-missing',
        logger: {
          debug: () => undefined,
          info: () => undefined,
          error: () => undefined,
          warn: (_message, fields = {}) => warned.resolve(fields),
          child() {
            return this;
          },
        },
      },
    );
    await expect(warned.promise).resolves.toMatchObject({ durable: 'poor-doors', error: expect.any(Error) });
    await consumer.stop({ timeoutMs: 1_000 });
  });
});
