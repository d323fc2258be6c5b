import { TestingService, type ITestingService } from '@bodybroker/contracts-testing';
import { connectNats, createServer, RpcError } from '@bodybroker/nats-sdk';

// A service as somebody outside the workspace would write it: answers, refuses, streams, and ends on SIGTERM.

const refuse = (): never => {
  throw new RpcError('UNIMPLEMENTED', 'UNIMPLEMENTED', 'not part of this');
};

async function main(url: string): Promise<void> {
  const connection = await connectNats({ servers: [url], name: 'testing' });
  const server = createServer(connection, { name: 'testing', version: '1.0.0', instance: 'one' });
  server.add<ITestingService>(TestingService, {
    plain: async ({ text }) => {
      if (text === 'fail') throw new RpcError('NOT_FOUND', 'NO_SUCH_TEXT', 'no such text');
      return { text: `${text}, too` };
    },
    watchTicks: async function* ({ count }) {
      for (let number = 0; number < count; number += 1) yield { number, data: new Uint8Array() };
    },
    echo: refuse,
    getHero: refuse,
    charge: refuse,
    check: refuse,
    wait: refuse,
    rename: refuse,
    reset: refuse,
    sum: refuse,
    chat: refuse,
  });
  await server.start();
  process.once('SIGTERM', () => {
    void server.stop({ timeoutMs: 5_000 }).then(() => connection.close());
  });
  console.log('ready');
}

void main(process.argv[2] ?? '');
