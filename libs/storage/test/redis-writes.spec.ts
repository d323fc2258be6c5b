import { Socket } from 'node:net';
import { startRedisServer } from '@bodybroker/test-servers';
import { openRedis } from './open-redis.js';

it('sends the commands of one turn in one write, in their order', async () => {
  const server = await startRedisServer();
  const { client } = await openRedis(server.url);
  const prototype = Socket.prototype as unknown as { _writev(chunks: readonly unknown[], done: () => void): void };
  const writev = jest.spyOn(prototype, '_writev');
  try {
    const appended = Array.from({ length: 50 }, (_, index) => client.call('APPEND', ['k', `${index},`]));
    await Promise.all(appended);
    expect(writev.mock.calls.map(([chunks]) => chunks.length)).toEqual([50]);
    const expected = Array.from({ length: 50 }, (_, index) => `${index},`).join('');
    expect(String(await client.call('GET', ['k']))).toBe(expected);
  } finally {
    writev.mockRestore();
    await client.close();
    await server.stop();
  }
});
