import { once } from 'node:events';
import { connect } from 'node:net';
import { runningGateway, stopGateways, type RunningGateway } from './fixtures/running-gateway.js';

describe('what is no HTTP request', () => {
  let test: RunningGateway;
  beforeEach(async () => {
    test = await runningGateway();
  });
  afterEach(stopGateways);

  /** Sends bytes as they are; answers all that comes until the gateway ends the connection. */
  const exchanged = async (bytes: string): Promise<{ readonly head: string; readonly body: unknown }> => {
    const socket = connect(Number(new URL(test.baseUrl).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    socket.write(bytes);
    await once(socket, 'close');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    return { head, body: JSON.parse(body) };
  };

  it.each([
    ['a head of 20 KiB', `GET /v1/books?a=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    ['a line that is none', 'HELO there\r\n\r\n', 400, 'MALFORMED_HTTP'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'MALFORMED_HTTP',
    ],
  ])('is refused with a problem: %s', async (_case, bytes, status, reason) => {
    const { head, body } = await exchanged(bytes);
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('Content-Type: application/problem+json');
    expect(body).toMatchObject({ status, reason, instance: '', detail: expect.stringMatching(/./) as unknown });
  });
});
