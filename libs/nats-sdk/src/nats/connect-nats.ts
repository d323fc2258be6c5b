import { randomInt } from 'node:crypto';
import { connect, credsAuthenticator, nkeyAuthenticator, type ConnectionOptions } from 'nats';
import { NatsConnection } from './nats-connection.js';
import { coalesceWrites } from './write-coalescing.js';

/** PEM texts or paths of files; files are read again at each reconnect, so that renewed certificates are used. */
export interface NatsTlsOptions {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

export interface NatsOptions {
  /** `host:port` or `nats://host:port`; one is enough, the others of its cluster are learned from it. */
  readonly servers: readonly string[];
  /** Shown in the server's monitoring. */
  readonly name: string;
  readonly tls?: NatsTlsOptions;
  /** Content of a .creds file (JWT and nkey seed). */
  readonly credentials?: string;
  /** Seed of a user's nkey (`SU…`): it signs what the server asks for and never leaves the process. */
  readonly nkeySeed?: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  /** Default `_INBOX`. A prefix of one's own lets the server keep others from reading the answers. */
  readonly inboxPrefix?: string;
  /** Time between two tries to reach the same server, in milliseconds. Default 500, with as much jitter on top. */
  readonly reconnectWaitMs?: number;
  /** How often a silent connection is probed, in milliseconds; two lost probes end it. Default 10 000. */
  readonly pingIntervalMs?: number;
  /**
   * Writes to the server once in each turn of the event loop instead of once in each microtask queue. Pays where requests
   * come in over many sockets; docs/benchmarks.md has by how much. Default false.
   */
  readonly coalesceWrites?: boolean;
  /** Gives up the wait for the first connection. */
  readonly signal?: AbortSignal;
}

const DIAL_TIMEOUT_MS = 5000;

/**
 * Connects, waiting for a server as long as it takes, and stays connected: after a loss it tries for ever, also when
 * the server refuses the credentials.
 * @throws the signal's reason
 */
export async function connectNats(options: NatsOptions): Promise<NatsConnection> {
  const { signal } = options;
  signal?.throwIfAborted();
  let state: 'connecting' | 'connected' | 'given-up' = 'connecting';
  const reconnectWaitMs = options.reconnectWaitMs ?? 500;
  const nextWaitMs = (): number => {
    // Asked before each try: the only place where the client can be told to stop trying.
    if (state === 'given-up') throw new Error('the wait for a connection was given up');
    return reconnectWaitMs + randomInt(reconnectWaitMs + 1);
  };
  const connecting = connect({ ...toClientOptions(options), reconnectDelayHandler: nextWaitMs });
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    const client = await Promise.race([connecting, aborted]);
    state = 'connected';
    if (options.coalesceWrites === true) coalesceWrites(client);
    return new NatsConnection(client, options.inboxPrefix);
  } catch (error) {
    state = 'given-up';
    connecting.then((client) => client.close()).catch(() => undefined);
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function toClientOptions(options: NatsOptions): ConnectionOptions {
  return {
    servers: [...options.servers],
    name: options.name,
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
    ignoreAuthErrorAbort: true,
    noAsyncTraces: true,
    // A server that takes the connection and says nothing is given up after this, and the next one tried.
    timeout: DIAL_TIMEOUT_MS,
    pingInterval: options.pingIntervalMs ?? 10_000,
    maxPingOut: 2,
    ...(options.tls === undefined ? {} : { tls: { ...options.tls } }),
    ...(options.credentials === undefined
      ? {}
      : { authenticator: credsAuthenticator(new TextEncoder().encode(options.credentials)) }),
    ...(options.nkeySeed === undefined
      ? {}
      : { authenticator: nkeyAuthenticator(new TextEncoder().encode(options.nkeySeed)) }),
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.password === undefined ? {} : { pass: options.password }),
    ...(options.token === undefined ? {} : { token: options.token }),
    ...(options.inboxPrefix === undefined ? {} : { inboxPrefix: options.inboxPrefix }),
  };
}
