import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call } from './call.js';
import { GatewayClient } from './gateway-client.js';

let server: Server;
let client: GatewayClient;

async function serve(listener: RequestListener): Promise<void> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new GatewayClient({ origin: `http://127.0.0.1:${port}`, timeoutMs: 150 });
}

afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const READ: Call = { name: 'read', kind: 'unary', method: 'GET', path: '/' };
const SAY: Call = { name: 'say', kind: 'stream', method: 'POST', path: '/', body: { text: 'hello' } };
const problem =
  (status: number, reason: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ reason }));

describe('a call', () => {
  it('carries the player’s token and, when it changes something, a key of its own', async () => {
    const seen: (string | undefined)[] = [];
    await serve(({ headers }, response) => {
      seen.push(headers.authorization, headers['idempotency-key'] as string | undefined);
      response.end('{"ok":true}');
    });
    let answer: unknown;
    await client.send({ ...READ, onAnswer: (json) => (answer = json) }, 'mine');
    await client.send({ ...READ, method: 'POST' }, 'mine');
    await client.send({ ...READ, token: 'none' }, 'mine');
    expect(answer).toEqual({ ok: true });
    expect(seen).toEqual([
      'Bearer mine',
      undefined,
      'Bearer mine',
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      undefined,
      undefined,
    ]);
  });

  it('is refused by the game for the reasons it may, and failed for others', async () => {
    await serve(problem(412, 'NOT_HERE'));
    let failures = 0;
    const call = { ...READ, onFailure: () => (failures += 1) };
    expect(await client.send({ ...call, refusals: ['NOT_HERE'] }, 't')).toEqual({
      kind: 'refused',
      reason: 'NOT_HERE',
    });
    expect(await client.send(call, 't')).toEqual({ kind: 'failed', errorClass: '412 NOT_HERE' });
    expect(failures).toBe(2);
  });

  it.each<[string, RequestListener, string]>([
    ['no answer', () => undefined, 'timeout'],
    ['a connection that breaks', ({ socket }) => void socket.destroy(), 'reset'],
    ['a page of a proxy', (_request, response) => void response.writeHead(502).end('<h1>Bad'), '502'],
    ['what is not JSON', (_request, response) => void response.end('<h1>'), 'bad answer'],
  ])('fails by %s', async (_what, listener, errorClass) => {
    await serve(listener);
    expect(await client.send({ ...READ, onAnswer: () => undefined }, 't')).toEqual({ kind: 'failed', errorClass });
  });
});

describe('a stream', () => {
  const stream =
    (...texts: string[]): RequestListener =>
    (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(texts.join(''));

  it('is answered when it says that it ended', async () => {
    await serve(stream(': open\n\n', 'data: {"n":1}\n\n', 'data: {"n":2}\n\n', 'event: end\ndata: {}\n\n'));
    const events: unknown[] = [];
    let told = 0;
    const outcome = await client.send({ ...SAY, onAnswer: (json) => events.push(json) }, 't', () => (told += 1));
    expect(outcome).toEqual({ kind: 'answered' });
    expect(events).toEqual([{ n: 1 }, { n: 2 }]);
    expect(told).toBe(2);
  });

  it('has failed when it stops without a word, or with an error', async () => {
    const texts = ['data: {}\n\n'];
    await serve((request, response) => stream(...texts)(request, response));
    expect(await client.send(SAY, 't')).toEqual({ kind: 'failed', errorClass: 'stream without an end' });
    texts.push('event: error\ndata: {"reason":"NO_WORDS"}\n\n');
    expect(await client.send(SAY, 't')).toEqual({ kind: 'failed', errorClass: 'stream error NO_WORDS' });
    expect(await client.send({ ...SAY, refusals: ['NO_WORDS'] }, 't')).toEqual({ kind: 'refused', reason: 'NO_WORDS' });
  });
});
