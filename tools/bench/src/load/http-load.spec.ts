import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { sendAtRate } from './constant-rate.js';
import { HttpSender } from './http-sender.js';
import { httpTarget, type HttpTarget } from './http-target.js';
import { readEvents } from './read-events.js';
import { saturateHttp } from './saturate-http.js';

const body = JSON.stringify({ name: 'Ormund – Assessor' });

describe('HTTP load', () => {
  let server: Server;
  let asked = 0;
  let listener: RequestListener;
  let target: HttpTarget;

  beforeEach(async () => {
    asked = 0;
    server = createServer((request, response) => {
      asked += 1;
      listener(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    target = httpTarget({ port, method: 'POST', path: '/heal', headers: { authorization: 'Bearer x' }, body });
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('sends what was asked for on kept-alive connections, and counts every answer', async () => {
    const sockets = new Set<unknown>();
    const seen = new Set<string>();
    listener = (request, response) => {
      sockets.add(request.socket);
      let text = '';
      request.on('data', (part: Buffer) => (text += part.toString()));
      request.on('end', () => {
        seen.add(`${request.method} ${request.url} ${request.headers.authorization} ${text}`);
        // In chunks, since no length is given.
        response.write('{');
        response.end('}');
      });
    };
    const result = await saturateHttp(target, { connections: 3, seconds: 0.1 });
    expect([...seen]).toEqual([`POST /heal Bearer x ${body}`]);
    expect(sockets.size).toBe(3);
    expect(result).toMatchObject({ answers: asked, errors: 0 });
    expect(result.p50Ms).toBeGreaterThan(0);
    expect(result.p50Ms).toBeLessThanOrEqual(result.p99Ms);
  });

  it('counts refusals and broken connections as errors, and goes on', async () => {
    listener = (request, response) => {
      request.resume();
      if (asked % 3 === 0) request.socket.destroy();
      else if (asked % 3 === 1) response.writeHead(503).end('no');
      else response.end('yes');
    };
    const result = await saturateHttp(target, { connections: 2, seconds: 0.2 });
    expect(result.answers).toBeGreaterThan(0);
    expect(result.errors).toBeGreaterThan(1);
    expect(result.answers + result.errors).toBe(asked);
  });

  it('counts errors where nobody listens', async () => {
    const nobody = { ...target, port: 1 };
    const result = await saturateHttp(nobody, { connections: 2, seconds: 0.05 });
    expect(result.answers).toBe(0);
    expect(result.errors).toBeGreaterThanOrEqual(2);
  });

  it('opens another connection when all are busy at a constant rate', async () => {
    listener = (request, response) => {
      request.resume();
      setTimeout(() => response.end('late'), 30);
    };
    const sender = new HttpSender(target);
    const result = await sendAtRate(() => sender.send(), { perSecond: 200, seconds: 0.1 });
    sender.close();
    expect(result).toMatchObject({ answers: 20, errors: 0 });
    // Over one connection the last would have waited for 19 others, 570 ms.
    expect(result.p99Ms).toBeLessThan(300);
  });

  it('counts the events of a stream, and a stream that is refused as an error', async () => {
    listener = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let i = 0; i < 5; i += 1) response.write(`data: ${i}\n\n`);
    };
    expect(await readEvents(target, { seconds: 0.1 })).toMatchObject({ answers: 5, errors: 0 });
    listener = (_, response) => response.writeHead(404).end();
    expect(await readEvents(target, { seconds: 0.1 })).toMatchObject({ answers: 0, errors: 1 });
  });
});
