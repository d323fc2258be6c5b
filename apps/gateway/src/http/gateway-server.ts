import { createServer, type Server } from 'node:http';
import { Server as NetServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { GatewayEnv } from './gateway-env.js';
import { refuseUnparsed } from './refuse-unparsed.js';

export interface GatewayServerOptions {
  readonly host: string;
  readonly port: number;
  /** How long an idle connection is kept; sent to clients as `Keep-Alive: timeout`. */
  readonly keepAliveMs: number;
  readonly lameDuckMs: number;
  readonly drainMs: number;
  /** Aborted when streams have to end. */
  readonly stopping: AbortController;
  /** Resolves when no request is under way. */
  readonly whenIdle: () => Promise<void>;
  /** Makes a request id (ULID). */
  readonly newId: () => string;
}

/** How long the head, and all of a request, may take to arrive, in milliseconds. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** Largest request line and headers; Node's own default, said here because the refusal names it. */
const MAX_HEAD_BYTES = 16 * 1024;

/** The HTTP server and its life: starting -> serving -> lame-duck -> closing -> stopped. */
export class GatewayServer {
  readonly #options: GatewayServerOptions;
  readonly #server: Server;
  #state: 'starting' | 'serving' | 'lame-duck' | 'closing' | 'stopped' = 'starting';
  #stopped: Promise<void> | undefined;

  constructor(app: Hono<GatewayEnv>, options: GatewayServerOptions) {
    this.#options = options;
    this.#server = createServer(
      {
        keepAliveTimeout: options.keepAliveMs,
        headersTimeout: HEADERS_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        maxHeaderSize: MAX_HEAD_BYTES,
        noDelay: true,
      },
      getRequestListener(app.fetch as Parameters<typeof getRequestListener>[0], { overrideGlobalObjects: true }),
    );
    this.#server.on('clientError', (error, socket) => refuseUnparsed(error, socket, options.newId()));
  }

  /** True from the moment stop() is called: the gateway is not ready then. */
  get isDraining(): boolean {
    return this.#state !== 'starting' && this.#state !== 'serving';
  }

  /**
   * True when no new connections are taken: answers then carry `Connection: close`. Not before: clients would come back over
   * new connections, and those that wait to be accepted when the port closes are reset.
   */
  get isClosing(): boolean {
    return this.#state === 'closing' || this.#state === 'stopped';
  }

  async start(): Promise<{ readonly port: number }> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#state = 'serving';
    return { port: (this.#server.address() as AddressInfo).port };
  }

  /**
   * Stops in order: not ready, while load balancers look elsewhere; no new connections; streams told to go elsewhere; requests
   * under way finished; connections closed. Takes no longer than `lameDuckMs + drainMs`. Never rejects; a second call waits
   * for the first.
   */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const { keepAliveMs, lameDuckMs, drainMs, stopping, whenIdle } = this.#options;
    this.#state = 'lame-duck';
    await sleep(lameDuckMs);
    this.#state = 'closing';
    const connectionsGone = new Promise<void>((resolve) => this.#server.once('close', () => resolve()));
    // Not http's own close(): that cuts idle connections, on which a request may be on its way this very moment. They are
    // answered with `Connection: close` instead, or end by their keep-alive time.
    NetServer.prototype.close.call(this.#server);
    stopping.abort();
    const over = new AbortController();
    const upTo = (timeMs: number): Promise<void> =>
      sleep(timeMs, undefined, { signal: over.signal }).catch(() => undefined);
    const finished = whenIdle().then(() => Promise.race([connectionsGone, upTo(keepAliveMs + 1000)]));
    await Promise.race([finished, upTo(drainMs)]);
    over.abort();
    this.#server.closeAllConnections();
    this.#state = 'stopped';
  }
}
