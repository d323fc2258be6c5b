import { TestingService, TestingServiceClient, type ITestingService } from '@bodybroker/contracts-testing';
import { createClient, createServer, NatsRpcTransport, RpcError, type Connection } from '../src/index.js';
import { testingHandlers } from './testing-handlers.js';

/** The code of the README; test/readme.spec.ts checks that it is the same and runs it. */
export async function example(connection: Connection): Promise<string> {
  const handlers = testingHandlers('one');

  const server = createServer(connection, { name: 'testing', version: '1.0.0', instance: 'one' });
  server.add<ITestingService>(TestingService, {
    ...handlers,
    getHero: async ({ playerId }, context) => {
      if (playerId !== 'p1') throw new RpcError('NOT_FOUND', 'HERO_NOT_FOUND', `${playerId} has no hero`);
      return { playerId, name: `a hero of ${context.worldId}` };
    },
  });
  await server.start();

  const client = createClient(TestingServiceClient, new NatsRpcTransport(connection, { name: 'my-service' }));
  const hero = await client.getHero({ playerId: 'p1' }, { timeoutMs: 500 });
  for await (const tick of client.watchTicks({ count: 3 })) {
    if (tick.number === 1) break; // cancels the stream, in the handler too
  }

  await server.stop({ timeoutMs: 5_000 });
  return hero.name;
}
