import { TestingServiceClient } from '@bodybroker/contracts-testing';
import { connectNats, createClient, NatsRpcTransport, RpcError } from '@bodybroker/nats-sdk';

// Calls the service beside this file and prints what it got, as JSON.

async function main(url: string): Promise<void> {
  const connection = await connectNats({ servers: [url], name: 'client' });
  const client = createClient(TestingServiceClient, new NatsRpcTransport(connection, { name: 'client' }));
  const { text } = await client.plain({ text: 'here' }, { timeoutMs: 5_000 });
  const ticks: number[] = [];
  for await (const { number } of client.watchTicks({ count: 3 })) ticks.push(number);
  const refusal: unknown = await client.plain({ text: 'fail' }).catch((error: unknown) => error);
  const reason = refusal instanceof RpcError ? refusal.reason : String(refusal);
  await connection.close();
  console.log(JSON.stringify({ text, ticks, reason }));
}

void main(process.argv[2] ?? '');
