import {
  fromBinary,
  toJson,
  createFileRegistry,
  type DescMessage,
  type DescService,
  type JsonObject,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient, type Client } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { RpcError } from '@bodybroker/nats-sdk';
import { libraryDescriptorSet } from './fixtures/descriptors.js';
import { runningGateway, stopGateways, type RunningGateway } from './fixtures/running-gateway.js';
import { bearer } from './fixtures/test-gateway.js';

const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(libraryDescriptorSet, 'base64')));
const LibraryService = registry.getService('bodybroker.library.v1.LibraryService') as DescService;
const PATH = '/bodybroker.library.v1.LibraryService';

type AnyMethod = (request: object, options?: object) => Promise<never> & AsyncIterable<never>;
interface LibraryClient {
  readonly getBook: AnyMethod;
  readonly buyBook: AnyMethod;
  readonly burnBooks: AnyMethod;
  readonly watchReturns: AnyMethod;
}

function typeOf(name: string): DescMessage {
  const type = registry.getMessage(name);
  if (type === undefined) throw new Error(`no ${name}`);
  return type;
}

describe('Connect', () => {
  let test: RunningGateway;

  beforeEach(async () => {
    test = await runningGateway();
    test.upstream
      .onUnary('GetBook', ({ request }) => ({
        book: { id: request['bookId'] ?? '', pages: '12', genre: 'GENRE_GORE' },
      }))
      .onUnary('BuyBook', () => ({
        error: {
          code: 'ERROR_CODE_VERSION_CONFLICT',
          reason: 'STALE',
          message: 'no',
          details: { current_version: '4' },
        },
      }))
      .onStream('WatchReturns', async function* () {
        yield { returned: { sequence: '1', title: 'a' } };
        yield { returned: { sequence: '2', title: 'b' } };
      });
  });
  afterEach(stopGateways);

  const clientOf = (options: { readonly useBinaryFormat: boolean; readonly useHttpGet?: boolean }): LibraryClient =>
    createClient(
      LibraryService,
      createConnectTransport({ baseUrl: test.baseUrl, httpVersion: '1.1', ...options }),
    ) as Client<DescService> as never;

  const jsonOf = (type: string, message: object): JsonObject => toJson(typeOf(type), message as never) as JsonObject;

  describe.each([
    ['JSON', { useBinaryFormat: false }],
    ['binary', { useBinaryFormat: true }],
    ['JSON by GET', { useBinaryFormat: false, useHttpGet: true }],
    ['binary by GET', { useBinaryFormat: true, useHttpGet: true }],
  ])('a stock client speaking %s', (_name, options) => {
    it('calls a unary method and gets the whole response message', async () => {
      const response = await clientOf(options).getBook({ bookId: 'b é' });
      expect(jsonOf('bodybroker.library.v1.BookResponse', response)).toEqual({
        book: { id: 'b é', pages: '12', genre: 'GENRE_GORE' },
      });
    });

    it('reads a stream', async () => {
      const titles: unknown[] = [];
      for await (const message of clientOf(options).watchReturns({}))
        titles.push(jsonOf('bodybroker.library.v1.WatchReturnsResponse', message));
      expect(titles).toEqual([
        { returned: { sequence: '1', title: 'a' } },
        { returned: { sequence: '2', title: 'b' } },
      ]);
    });

    it('gets errors with their code and our details', async () => {
      const headers = { ...bearer('player'), 'Idempotency-Key': 'k' };
      const error = await clientOf(options)
        .buyBook({ bookId: 'b' }, { headers })
        .then(() => undefined, ConnectError.from);
      expect([error?.code, error?.rawMessage]).toEqual([Code.Aborted, 'no']);
      const [detail = {}] = error?.findDetails(typeOf('bodybroker.common.v1.Error')) ?? [];
      expect(jsonOf('bodybroker.common.v1.Error', detail)).toMatchObject({
        reason: 'STALE',
        details: { current_version: '4' },
      });
    });

    it('gets the error of a stream after its frames', async () => {
      test.upstream.onStream('WatchReturns', async function* () {
        yield { returned: { sequence: '1' } };
        throw new RpcError('DATA_LOSS', 'GAP', 'a gap');
      });
      const seen: unknown[] = [];
      const read = async (): Promise<void> => {
        for await (const message of clientOf(options).watchReturns({})) seen.push(message);
      };
      await expect(read()).rejects.toMatchObject({ code: Code.DataLoss, rawMessage: 'a gap' });
      expect(seen).toHaveLength(1);
    });

    it('is turned away without a token', async () => {
      await expect(clientOf(options).burnBooks({})).rejects.toMatchObject({ code: Code.Unauthenticated });
    });

    it('gives its timeout on', async () => {
      await clientOf(options).getBook({}, { timeoutMs: 400 });
      const left = (test.upstream.last.context.deadline ?? Infinity) - performance.now();
      expect(left).toBeLessThanOrEqual(400);
      expect(left).toBeGreaterThan(0);
    });
  });

  const post = (method: string, body: string | Uint8Array, headers: Record<string, string>): Promise<Response> =>
    fetch(`${test.baseUrl}${PATH}/${method}`, { method: 'POST', body: body as string, headers });

  it.each([
    ['another media type', 'GetBook', '{}', { 'Content-Type': 'text/plain' }, 415],
    ['a stream type for a unary method', 'GetBook', '{}', { 'Content-Type': 'application/connect+json' }, 415],
    [
      'another protocol version',
      'GetBook',
      '{}',
      { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '2' },
      400,
    ],
    ['a bad timeout', 'GetBook', '{}', { 'Content-Type': 'application/json', 'Connect-Timeout-Ms': '1s' }, 400],
    ['an unknown encoding', 'GetBook', '{}', { 'Content-Type': 'application/json', 'Content-Encoding': 'br' }, 415],
    ['an unknown field', 'GetBook', '{"nope":1}', { 'Content-Type': 'application/json' }, 400],
    ['broken protobuf', 'GetBook', Buffer.from([0x0a, 0xff]), { 'Content-Type': 'application/proto' }, 400],
  ])('refuses %s', async (_what, method, body, headers, status) => {
    const response = await post(method, body, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });

  it('takes gzipped requests', async () => {
    const { gzipSync } = await import('node:zlib');
    const response = await post('GetBook', gzipSync('{"bookId":"z"}'), {
      'Content-Type': 'application/json',
      'Content-Encoding': 'gzip',
    });
    expect(await response.json()).toMatchObject({ book: { id: 'z' } });
    const bomb = await post('GetBook', gzipSync(Buffer.alloc(4 << 20)), {
      'Content-Type': 'application/json',
      'Content-Encoding': 'gzip',
    });
    expect(bomb.status).toBe(413);
  });

  it('allows GET for methods without side effects only', async () => {
    const refused = await fetch(`${test.baseUrl}${PATH}/BuyBook?encoding=json&message={}`);
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST']);
    const response = await fetch(
      `${test.baseUrl}${PATH}/GetBook?connect=v1&encoding=json&message=${encodeURIComponent('{"book_id":"g"}')}`,
    );
    expect(await response.json()).toMatchObject({ book: { id: 'g' } });
  });

  it('says in the end of the stream that client streaming is not served', async () => {
    const response = await post('Upload', Buffer.alloc(5), { 'Content-Type': 'application/connect+json' });
    expect(response.status).toBe(200);
    const body = Buffer.from(await response.arrayBuffer());
    expect(body[0]).toBe(2);
    expect(JSON.parse(body.subarray(5).toString())).toMatchObject({ error: { code: 'unimplemented' } });
  });

  it.each([
    ['no envelope', Buffer.alloc(0)],
    ['half an envelope', Buffer.from([0, 0, 0, 0, 9, 0x7b])],
    ['two messages', Buffer.from([0, 0, 0, 0, 2, 0x7b, 0x7d, 0, 0, 0, 0, 2, 0x7b, 0x7d])],
  ])('refuses a stream request of %s', async (_what, body) => {
    const response = await post('WatchReturns', body, { 'Content-Type': 'application/connect+json' });
    const end = Buffer.from(await response.arrayBuffer());
    expect(JSON.parse(end.subarray(5).toString())).toMatchObject({ error: { code: 'invalid_argument' } });
  });
});
