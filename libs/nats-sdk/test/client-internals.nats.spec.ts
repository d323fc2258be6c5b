import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { startNatsServer, type NatsServer } from '@bodybroker/test-servers';
import { connect, headers as clientHeaders, type Msg, type NatsConnection as Client } from 'nats';
import { connectNats } from '../src/nats/connect-nats.js';
import { headerBlock } from '../src/nats/header-block.js';
import { NatsMessage } from '../src/nats/nats-message.js';
import { publishFrame } from '../src/nats/publish-frame.js';
import { coalesceWrites } from '../src/nats/write-coalescing.js';

/** What nats-sdk uses of the client beyond its interface. When the client is raised and one of these fails, look there. */
describe('the client', () => {
  let server: NatsServer;
  let client: Client;

  beforeAll(async () => {
    server = await startNatsServer();
    client = await connect({ servers: server.url });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  it('is the version these were written for', () => {
    const { version } = createRequire(import.meta.url)('nats/package.json') as { version: string };
    expect(version).toBe('2.29.3');
  });

  it('sends what is encoded here as it sends its own', async () => {
    const own = clientHeaders();
    own.append('Bb-Actor', 'player:p1');
    own.append('Bb-Locale', 'zürich');
    const before = client.stats();
    const received = await receive(client, 'both.*', 6, () => {
      client.publish('both.ä', 'xyz', { headers: own, reply: 'answer.ö' });
      publish(client, 'both.ä', 'xyz', { 'Bb-Actor': 'player:p1', 'Bb-Locale': 'zürich' }, 'answer.ö');
      client.publish('both.b', 'x', { reply: 'answer.here' });
      publish(client, 'both.b', 'x', undefined, 'answer.here');
      client.publish('both.c', 'x');
      publish(client, 'both.c', 'x');
    });
    const seen = received.map(({ subject, reply, data, headers }) => [subject, reply, [...data], [...(headers ?? [])]]);
    expect(seen[0]?.[3]).toEqual([
      ['Bb-Actor', ['player:p1']],
      ['Bb-Locale', ['zürich']],
    ]);
    for (const own of [0, 2, 4]) expect(seen[own + 1]).toEqual(seen[own]);
    const after = client.stats();
    expect(after.outMsgs - before.outMsgs).toBe(6);
    expect(after.outBytes - before.outBytes).toBe(received.reduce((sum, message) => sum + sizeOf(message), 0));
  });

  it('hands over the bytes of a message', async () => {
    const [plain, full] = await receive(client, 'bytes.*', 2, () => {
      client.publish('bytes.ä');
      publish(client, 'bytes.b', 'body', { A: 'ü' }, 'answer.here');
    });
    const parts = ({ subject, reply, headers, status, data }: NatsMessage) => ({
      subject,
      reply,
      headers: { ...headers },
      status,
      data: Buffer.from(data).toString(),
    });
    expect(plain && parts(new NatsMessage(plain))).toEqual({
      subject: 'bytes.ä',
      reply: undefined,
      headers: {},
      status: undefined,
      data: '',
    });
    expect(full && parts(new NatsMessage(full))).toEqual({
      subject: 'bytes.b',
      reply: 'answer.here',
      headers: { A: 'ü' },
      status: undefined,
      data: 'body',
    });
  });

  it('tells when nobody answers by a status', async () => {
    const [none] = await receive(client, 'nobody.inbox', 1, () => {
      client.publish('nobody.there', '', { reply: 'nobody.inbox' });
    });
    expect(none && new NatsMessage(none).status).toBe(503);
  });

  it('writes once in a turn of the event loop when it is told to', async () => {
    const coalescing = await connect({ servers: server.url });
    expect(coalesceWrites(coalescing)).toBe(true);
    await coalescing.flush();
    const writes = countWrites();
    for (let microtask = 0; microtask < 5; microtask += 1) {
      coalescing.publish('many', 'x');
      await Promise.resolve();
    }
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(writes.stop()).toBe(1);
    // What is large does not wait.
    const large = countWrites();
    for (let i = 0; i < 4; i += 1) {
      coalescing.publish('many', new Uint8Array(40_000));
      await Promise.resolve();
    }
    expect(large.count()).toBeGreaterThan(0);
    await coalescing.flush();
    large.stop();
    await coalescing.close();
  });

  it('coalesces after it has connected again', async () => {
    const own = await startNatsServer();
    const connection = await connectNats({ servers: [own.url], name: 'c', reconnectWaitMs: 20, coalesceWrites: true });
    const again = new Promise<void>((resolve) => {
      connection.bus.onEvent(({ type }) => type === 'reconnected' && resolve());
    });
    await own.restart();
    await again;
    await connection.bus.flush();
    const writes = countWrites();
    for (let microtask = 0; microtask < 5; microtask += 1) {
      connection.bus.publish('many', new Uint8Array(1));
      await Promise.resolve();
    }
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(writes.stop()).toBe(1);
    await connection.close();
    await own.stop();
  });

  it('sends what was published before it is closed or drained', async () => {
    for (const end of ['close', 'drain'] as const) {
      const connection = await connectNats({ servers: [server.url], name: 'c', coalesceWrites: true });
      const received = await receive(client, `end.${end}`, 1, () => {
        connection.bus.publish(`end.${end}`, new Uint8Array(1));
        void connection[end]();
      });
      expect(received).toHaveLength(1);
    }
  });
});

/** As the bus does it. */
function publish(
  client: Client,
  subject: string,
  text: string,
  headers?: Record<string, string>,
  reply?: string,
): void {
  const block = headers === undefined ? '' : headerBlock(headers);
  publishFrame(client, { subject, reply, data: Buffer.from(text) }, block, Buffer.byteLength(block));
}

/** Of headers and body, in bytes. */
function sizeOf(message: Msg): number {
  return (message as Msg & { readonly _rdata: Uint8Array })._rdata.length;
}

/** The next messages at a subject after `act`. */
async function receive(client: Client, subject: string, count: number, act: () => void): Promise<readonly Msg[]> {
  const messages: Msg[] = [];
  const all = new Promise<void>((resolve) => {
    client.subscribe(subject, {
      max: count,
      callback: (_error, message) => {
        messages.push(message);
        if (messages.length === count) resolve();
      },
    });
  });
  await client.flush();
  act();
  await all;
  return messages;
}

/** Counts the writes to sockets, all of this process. */
function countWrites(): { count(): number; stop(): number } {
  const spy = jest.spyOn(Socket.prototype, 'write');
  return {
    count: () => spy.mock.calls.length,
    stop: () => {
      const { length } = spy.mock.calls;
      spy.mockRestore();
      return length;
    },
  };
}
