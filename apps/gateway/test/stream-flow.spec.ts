import { request as httpRequest, ServerResponse, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningGateway, stopGateways, until, type RunningGateway } from './fixtures/running-gateway.js';

const MEGABYTE = 1024 * 1024;

interface OpenOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array;
}

/** Opens a stream and gives the raw answer, which is read only as the test asks. */
function open(url: string, { method = 'GET', headers = {}, body }: OpenOptions = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { method, headers, agent: false }, resolve).on('error', reject).end(body);
  });
}

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const returned = (sequence: number, title = 't') => ({ returned: { sequence: String(sequence), title } });

/** Flags and text of each envelope of a Connect stream. */
function envelopesOf(body: Buffer): readonly { readonly flags: number; readonly text: string }[] {
  const envelopes = [];
  for (let at = 0; at < body.length;) {
    const end = at + 5 + body.readUInt32BE(at + 1);
    envelopes.push({ flags: body[at] ?? 0, text: body.toString('utf8', at + 5, end) });
    at = end;
  }
  return envelopes;
}

describe('The flow of a stream', () => {
  let test: RunningGateway;
  let url: string;

  const start = async (...args: Parameters<typeof runningGateway>): Promise<void> => {
    test = await runningGateway(...args);
    url = `${test.baseUrl}/v1/returns:watch`;
  };
  const openConnect = (): Promise<IncomingMessage> =>
    open(`${test.baseUrl}/bodybroker.library.v1.LibraryService/WatchReturns`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/connect+json' },
      body: Buffer.from([0, 0, 0, 0, 2, 0x7b, 0x7d]),
    });

  afterEach(stopGateways);

  it.each([
    ['SSE', 'text/event-stream'],
    ['NDJSON', 'application/x-ndjson'],
  ])('writes what one turn brings at once: %s', async (_form, accept) => {
    await start();
    test.upstream.onStream('WatchReturns', async function* () {
      for (let number = 0; number < 200; number += 1) yield returned(number);
    });
    const write = jest.spyOn(ServerResponse.prototype, 'write');
    const end = jest.spyOn(ServerResponse.prototype, 'end');
    try {
      const text = (await bytesOf(await open(url, { headers: { Accept: accept } }))).toString();
      expect(text.split('"title"')).toHaveLength(201);
      // The opening may be one; all frames come within one turn.
      expect(write.mock.calls.length + end.mock.calls.length).toBeLessThanOrEqual(3);
    } finally {
      write.mockRestore();
      end.mockRestore();
    }
  });

  it('loses and swaps nothing when its reader stalls and reads in turn', async () => {
    await start();
    const count = 600;
    test.upstream.onStream('WatchReturns', async function* () {
      for (let number = 0; number < count; number += 1) yield returned(number, String(number).repeat(8 * 1024));
    });
    const response = await open(url, { headers: { Accept: 'application/x-ndjson' } });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let stalls = 0;
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes / MEGABYTE < stalls + 1) return;
      stalls += 1;
      response.pause();
      setTimeout(() => response.resume(), 10);
    });
    await new Promise((resolve) => response.once('end', resolve));
    const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
    const titles = lines.map((line) => (JSON.parse(line) as { readonly title: string }).title);
    expect(titles).toEqual(Array.from({ length: count }, (_, number) => String(number).repeat(8 * 1024)));
    expect(stalls).toBeGreaterThan(5);
  });

  it('carries an event of a megabyte, in every form', async () => {
    await start();
    const title = 'é'.repeat(MEGABYTE / 2);
    test.upstream.onStream('WatchReturns', async function* () {
      yield returned(1, title);
      yield returned(2);
    });
    const events = (await bytesOf(await open(url))).toString().split('\n\n');
    expect(events.slice(1, 3)).toEqual([
      `id: 1\ndata: {"sequence":"1","title":"${title}"}`,
      'id: 2\ndata: {"sequence":"2","title":"t"}',
    ]);
    const lines = (await bytesOf(await open(url, { headers: { Accept: 'application/x-ndjson' } }))).toString();
    expect(lines).toBe(`{"sequence":"1","title":"${title}"}\n{"sequence":"2","title":"t"}\n`);
    expect(envelopesOf(await bytesOf(await openConnect()))).toEqual([
      { flags: 0, text: `{"returned":{"sequence":"1","title":"${title}"}}` },
      { flags: 0, text: '{"returned":{"sequence":"2","title":"t"}}' },
      { flags: 2, text: '{}' },
    ]);
  });

  it('ends a Connect stream at a message that carries an error', async () => {
    await start();
    test.upstream.onStream('WatchReturns', async function* () {
      yield returned(1);
      yield { error: { code: 'ERROR_CODE_DATA_LOSS', reason: 'GAP', message: 'a gap' } };
      yield returned(2);
    });
    const [first, last, ...more] = envelopesOf(await bytesOf(await openConnect()));
    expect([first?.flags, last?.flags, more]).toEqual([0, 2, []]);
    expect(JSON.parse(last?.text ?? '')).toMatchObject({ error: { code: 'data_loss', message: 'a gap' } });
  });

  it('stops the service in the middle of a burst when the client goes', async () => {
    await start();
    let produced = 0;
    let stopped = false;
    test.upstream.onStream('WatchReturns', async function* () {
      try {
        for (;;) {
          if (produced % 64 === 0) await sleep(1);
          yield returned((produced += 1), 'x'.repeat(1024));
        }
      } finally {
        stopped = true;
      }
    });
    const response = await open(url);
    let bytes = 0;
    await new Promise<void>((resolve) => {
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > 200 * 1024) resolve();
      });
    });
    response.on('error', () => undefined).destroy();
    await until(() => stopped && test.gateway.openStreams() === 0);
    const then = produced;
    await sleep(20);
    expect(produced).toBe(then);
  });

  it('sends no heartbeat while events come', async () => {
    await start({ heartbeatMs: 300 });
    test.upstream.onStream('WatchReturns', async function* () {
      for (let number = 0; number < 35; number += 1) {
        await sleep(20);
        yield returned(number);
      }
    });
    expect((await bytesOf(await open(url))).toString()).not.toContain('heartbeat');
  });
});
