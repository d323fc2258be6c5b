import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { choosePorts, PortBusyError } from './choose-ports.mjs';
import { parseStartOptions } from './start-options.mjs';

const options = (/** @type {string[]} */ ...argv) => {
  const parsed = parseStartOptions(argv, []);
  assert.ok(parsed !== 'help');
  return parsed;
};

describe('choosePorts', () => {
  it('names a taken port, its holder and the option that avoids it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const choosing = choosePorts(
      options('--nats-port', String(port), '--redis-port', 'free', '--http-port', 'free'),
      async (count) => Array.from({ length: count }, () => 1),
    );
    await assert.rejects(choosing, (error) => {
      assert.ok(error instanceof PortBusyError);
      assert.match(error.message, new RegExp(`port ${port} is in use.*--nats-port free`));
      return true;
    });
    server.close();
  });

  it('asks for as many free ports as a cluster needs', async () => {
    /** @type {number[]} */
    const asked = [];
    const argv = ['--cluster', '--nats-port', 'free', '--redis-port', 'free', '--http-port', 'free'];
    await choosePorts(options(...argv), async (count) => {
      asked.push(count);
      return Array.from({ length: count }, (_, index) => 20_000 + index);
    });
    assert.deepEqual(asked, [3, 6, 1]);
  });
});
