import { request as httpRequest, type IncomingMessage } from 'node:http';
import { RpcError } from '@bodybroker/nats-sdk';
import { runningGateway, stopGateways, until, type RunningGateway } from './fixtures/running-gateway.js';

/** Opens a stream and gives the raw answer, which is read only as the test asks. */
function open(url: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers, agent: false }, resolve).on('error', reject).end();
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

const returned = (sequence: number, title = 't') => ({ returned: { sequence: String(sequence), title } });

describe('Streams', () => {
  let test: RunningGateway;
  let url: string;

  const start = async (...args: Parameters<typeof runningGateway>): Promise<void> => {
    test = await runningGateway(...args);
    url = `${test.baseUrl}/v1/returns:watch`;
  };

  beforeEach(() => start());
  afterEach(stopGateways);

  it('sends events with ids and one end', async () => {
    test.upstream.onStream('WatchReturns', async function* () {
      yield returned(0, 'a');
      yield returned(5, 'b\nc');
    });
    const response = await open(url);
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(await textOf(response)).toBe(
      'retry: 2000\n: open\n\n' +
        'id: 0\ndata: {"title":"a"}\n\n' +
        'id: 5\ndata: {"sequence":"5","title":"b\\nc"}\n\n' +
        'event: end\ndata: {}\n\n',
    );
  });

  it('goes on after the last event id, unless the request says where itself', async () => {
    test.upstream.onStream('WatchReturns', async function* () {});
    await textOf(await open(url, { 'Last-Event-ID': '41' }));
    expect(test.upstream.last.request).toEqual({ afterSequence: '41' });
    await textOf(await open(`${url}?after_sequence=7`, { 'Last-Event-ID': '41' }));
    expect(test.upstream.last.request).toEqual({ afterSequence: '7' });
    const bad = await open(url, { 'Last-Event-ID': 'x' });
    expect(bad.statusCode).toBe(400);
  });

  it('sends lines when asked for NDJSON', async () => {
    test.upstream.onStream('WatchReturns', async function* () {
      yield returned(1);
      throw new RpcError('UNAVAILABLE', 'GONE', 'away');
    });
    const response = await open(url, { Accept: 'application/x-ndjson' });
    expect(response.headers['content-type']).toBe('application/x-ndjson');
    const lines = (await textOf(response))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([{ sequence: '1' }, { error: { code: 'UNAVAILABLE', reason: 'GONE', status: 503 } }]);
  });

  it('answers 406 when neither form is wanted', async () => {
    expect((await open(url, { Accept: 'application/xml' })).statusCode).toBe(406);
  });

  it('gives a refusal before the first event the status it deserves', async () => {
    test.upstream.onStream('WatchReturns', async function* () {
      throw new RpcError('NOT_FOUND', 'NO_SUCH', 'nothing');
    });
    const response = await open(url);
    expect(response.statusCode).toBe(404);
    expect(JSON.parse(await textOf(response))).toMatchObject({ reason: 'NO_SUCH' });
  });

  it('ends with one error event when the stream fails later', async () => {
    test.upstream.onStream('WatchReturns', async function* () {
      yield returned(1);
      yield { error: { code: 'ERROR_CODE_DATA_LOSS', reason: 'GAP', message: 'a gap' } };
      yield returned(2);
    });
    const text = await textOf(await open(url));
    expect(text).toMatch(/id: 1\n.*\n\nevent: error\ndata: \{.*"reason":"GAP".*\}\n\n$/s);
  });

  it('sends heartbeats while there is silence', async () => {
    await start({ heartbeatMs: 20 });
    let release = (): void => undefined;
    test.upstream.onStream('WatchReturns', async function* () {
      yield returned(1);
      await new Promise<void>((resolve) => (release = resolve));
    });
    const response = await open(url);
    let text = '';
    response.on('data', (chunk) => (text += String(chunk)));
    await until(() => text.split(': heartbeat\n\n').length > 2);
    release();
    await until(() => text.endsWith('event: end\ndata: {}\n\n'));
  });

  it('cancels the work of the service within a second when the client goes', async () => {
    let cancelled = false;
    test.upstream.onStream('WatchReturns', async function* ({ context }) {
      yield returned(1);
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      cancelled = true;
    });
    const response = await open(url);
    await new Promise((resolve) => response.once('data', resolve));
    const goneMs = performance.now();
    response.destroy();
    await until(() => cancelled && test.gateway.openStreams() === 0);
    expect(performance.now() - goneMs).toBeLessThan(1000);
  });

  it('cancels a unary call when the client goes', async () => {
    const ended = new Promise<RpcError>((resolve) => {
      test.upstream.onUnary(
        'GetBook',
        ({ context }) =>
          new Promise(() => context.signal.addEventListener('abort', () => resolve(context.signal.reason as RpcError))),
      );
    });
    const leave = new AbortController();
    const asked = fetch(`${test.baseUrl}/v1/books/b1`, { signal: leave.signal }).catch(() => undefined);
    await until(() => test.upstream.seen.length === 1);
    leave.abort();
    expect(await ended).toMatchObject({ code: 'CANCELLED', reason: 'CLIENT_GONE' });
    await asked;
    await until(() => test.gateway.inFlight() === 0);
  });

  it('takes from the service only what its reader takes, then cuts one that stalls', async () => {
    await start({ stallMs: 300 });
    let produced = 0;
    test.upstream.onStream('WatchReturns', async function* () {
      for (;;) yield returned((produced += 1), 'x'.repeat(64 * 1024));
    });
    const response = await open(url);
    response.pause();
    await until(() => produced > 0);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const then = produced;
    await new Promise((resolve) => setTimeout(resolve, 100));
    // Socket buffers of both ends take some megabytes; after that nothing more is asked for.
    expect(produced).toBe(then);
    expect(produced).toBeLessThan(400);
    await until(() => test.gateway.openStreams() === 0);
    response.on('error', () => undefined).destroy();
  });

  it('refuses one stream too many with 429, and gives places back', async () => {
    await start({ maxStreamsPerActor: 1 });
    test.upstream.onStream('WatchReturns', async function* ({ context }) {
      yield returned(1);
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    });
    const first = await open(url);
    const second = await open(url);
    expect([second.statusCode, second.headers['retry-after']]).toEqual([429, '1']);
    second.resume();
    first.destroy();
    await until(() => test.gateway.openStreams() === 0);
    const third = await open(url);
    expect(third.statusCode).toBe(200);
    third.destroy();
  });
});

describe('Requests on a connection', () => {
  afterEach(stopGateways);

  it.each([
    ['says its size', { 'Content-Length': String(4 * 1024 * 1024) }],
    ['comes in chunks', { 'Transfer-Encoding': 'chunked' }],
  ])('are told 413 when a body that is too large %s', async (_how, length) => {
    const { baseUrl } = await runningGateway();
    const headers = { 'Content-Type': 'application/json', ...length };
    const answered = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = httpRequest(`${baseUrl}/v1/books:search`, { method: 'POST', headers, agent: false }, resolve);
      sent.on('error', reject);
      sent.end(Buffer.alloc(4 * 1024 * 1024, 0x20));
    });
    expect([answered.statusCode, answered.headers.connection]).toEqual([413, 'close']);
    expect(JSON.parse(await textOf(answered))).toMatchObject({ reason: 'BODY_TOO_LARGE' });
  });

  it('are served one after the other on one connection', async () => {
    const { baseUrl, upstream } = await runningGateway();
    upstream.onUnary('SearchBooks', () => ({ books: {} }));
    for (let i = 0; i < 3; i += 1) {
      const response = await fetch(`${baseUrl}/v1/books:search`, {
        method: 'POST',
        body: '{"sold":true}',
        headers: { 'Content-Type': 'application/json' },
      });
      expect(await response.json()).toEqual({});
    }
  });
});

describe('Stopping', () => {
  afterEach(stopGateways);

  it('finishes requests, tells streams to go elsewhere, and answers until then that it is not ready', async () => {
    const { gateway, upstream, baseUrl } = await runningGateway({ lameDuckMs: 200, drainMs: 2000 });
    let finish = (): void => undefined;
    upstream
      .onUnary('GetBook', () => new Promise((resolve) => (finish = () => resolve({ book: { id: 'late' } }))))
      .onStream('WatchReturns', async function* ({ context }) {
        yield returned(1);
        await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      });
    const slow = fetch(`${baseUrl}/v1/books/b1`);
    const stream = await open(`${baseUrl}/v1/returns:watch`);
    const streamed = textOf(stream);
    await until(() => upstream.seen.length === 2);

    const stopped = gateway.stop();
    const ready = await fetch(`${baseUrl}/readyz`);
    expect(ready.status).toBe(503);
    expect(ready.headers.get('connection')).toBe('keep-alive');
    expect(await ready.json()).toMatchObject({ ready: false, checks: { gateway: 'draining' } });
    expect(await streamed).toMatch(/event: error\ndata: .*SHUTTING_DOWN.*\n\n$/);
    finish();
    const late = await slow;
    expect([late.headers.get('connection'), await late.json()]).toEqual(['close', { id: 'late' }]);
    await stopped;
    await expect(fetch(`${baseUrl}/livez`)).rejects.toThrow();
  });

  it('stops in time also when a request never ends', async () => {
    const { gateway, upstream, baseUrl } = await runningGateway({ drainMs: 100 });
    upstream.onUnary('GetBook', () => new Promise(() => undefined));
    const stuck = fetch(`${baseUrl}/v1/books/b1`).catch(() => 'cut');
    await until(() => upstream.seen.length === 1);
    const beganMs = performance.now();
    await gateway.stop();
    expect(performance.now() - beganMs).toBeLessThan(1500);
    expect(await stuck).toBe('cut');
  });
});
