import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// An import would read every export of the module, WebSocket among them, and so load an HTTP client that nobody uses: 4 MB a process.
const { createServer } = process.getBuiltinModule('node:http');

/** What /readyz answers: 200 when ready, else 503. */
export interface Readiness {
  readonly ready: boolean;
  /** What was looked at, and why it fails where it does. */
  readonly checks: Readonly<Record<string, string>>;
  /** Facts that do not decide, such as open circuit breakers. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface HealthSources {
  readiness(): Promise<Readiness>;
  /** The metrics in Prometheus' text format. */
  metricsText(): Promise<string>;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

const TEXT = 'text/plain; charset=utf-8';
// Version 0.0.4 of Prometheus' exposition format.
const METRICS = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Serves /livez (the event loop turns; asks nobody), /readyz and /metrics.
 * @param port 0 takes a free one
 * @throws the listen error, such as EADDRINUSE
 */
export async function startHealthServer(
  sources: HealthSources,
  address: { readonly host: string; readonly port: number },
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(request, response, sources).catch(() => send(response, 500, TEXT, 'health cannot be told\n'));
  });
  await listen(server, address);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, sources: HealthSources): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, TEXT, 'only GET\n');
  const path = request.url?.split('?', 1)[0];
  if (path === '/livez') return send(response, 200, TEXT, 'ok\n');
  if (path === '/readyz') {
    const readiness = await sources.readiness();
    return send(response, readiness.ready ? 200 : 503, 'application/json', `${JSON.stringify(readiness)}\n`);
  }
  if (path === '/metrics') return send(response, 200, METRICS, await sources.metricsText());
  return send(response, 404, TEXT, 'here are /livez, /readyz and /metrics\n');
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
