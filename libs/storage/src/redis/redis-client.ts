import { Cluster, Redis } from 'ioredis';
import { oneWriteATurn } from './one-write-a-turn.js';
import { parseRedisUrl } from './parse-redis-url.js';
import type { RedisAddress } from './parse-redis-url.js';
import { fromRedisError } from './redis-error.js';
import type { Script } from './script.js';

/** TLS material in PEM. Without a CA the system's are used. */
export interface RedisTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export type RedisEvent =
  | { readonly type: 'ready' }
  | { readonly type: 'disconnected' }
  /** A failed attempt to connect, or a broken connection; the client goes on trying. */
  | { readonly type: 'error'; readonly error: Error };

export interface RedisClientOptions {
  /** `cluster` takes the urls as places to learn the cluster's nodes from. Default `single`. */
  readonly mode?: 'single' | 'cluster';
  /** Default: none with `redis://`, the system's CAs with `rediss://`. */
  readonly tls?: RedisTls;
  /** Default: that of the url. */
  readonly username?: string;
  /** Default: that of the url. */
  readonly password?: string;
  /** Shown by CLIENT LIST. */
  readonly connectionName?: string;
  /** After this a command without an answer fails. Default 2000. */
  readonly commandTimeoutMs?: number;
  /** After this an attempt to connect fails. Default 5000. */
  readonly connectTimeoutMs?: number;
  readonly onEvent?: (event: RedisEvent) => void;
}

export type RedisArgument = string | number | Uint8Array;

/** The commands of one Redis or of a whole cluster. All replies are as Redis sends them: buffers, numbers, null, arrays. */
export interface RedisCommands {
  call(command: string, args: readonly RedisArgument[]): Promise<unknown>;
}

/** A connection to Redis or a cluster that comes back by itself. */
export interface RedisClient extends RedisCommands {
  /** Runs a script by its hash; sends its text where it is not known yet. All keys must be of one hash slot. */
  run(script: Script, keys: readonly string[], args: readonly RedisArgument[]): Promise<unknown>;
  /** The nodes that hold keys, for commands without one such as SCAN. */
  masters(): readonly RedisCommands[];
  /** Resolves when every node that holds keys answers PING. Throws UNAVAILABLE STORE_UNAVAILABLE. */
  health(): Promise<void>;
  /** Lets what was sent be answered, then disconnects. Later commands fail. */
  close(): Promise<void>;
}

const MAX_RECONNECT_DELAY_MS = 2000;
/** How long a connection that was given up may take to close; ioredis keeps the process for it even where there is none. */
const DISCONNECT_TIMEOUT_MS = 100;

/**
 * Connects in the background, for ever: 100 ms after a failure, then doubling up to 2 s. A command without a connection fails at
 * once with UNAVAILABLE STORE_UNAVAILABLE; nothing waits in memory for a Redis that is away, and nothing that was sent is sent again
 * (a script may have run). In a cluster redirections are followed, and a command waits up to half a second for a node to be replaced.
 *
 * @param urls one `redis://` or `rediss://` url, or several nodes of a cluster
 */
export function createRedis(urls: string | readonly string[], options: RedisClientOptions = {}): RedisClient {
  const addresses = (typeof urls === 'string' ? [urls] : urls).map(parseRedisUrl);
  const [first] = addresses;
  if (first === undefined) throw new RangeError('createRedis needs a url');
  const connection = connectionOptions(options, first);
  if (options.mode !== 'cluster') {
    const { host, port } = first;
    const redis = new Redis({ ...connection, host, port, enableOfflineQueue: false, retryStrategy: reconnectDelayMs });
    oneWriteATurn(redis);
    return new IoredisClient(redis, options.onEvent);
  }
  const cluster = new Cluster(
    addresses.map(({ host, port }) => ({ host, port })),
    {
      redisOptions: connection,
      enableOfflineQueue: false,
      clusterRetryStrategy: reconnectDelayMs,
      maxRedirections: 6,
      retryDelayOnFailover: 100,
      retryDelayOnClusterDown: 100,
      slotsRefreshTimeout: 2000,
      // A managed cluster announces names; they must stay names for its certificates to fit.
      ...(first.security === 'tls' ? { dnsLookup: (address, done) => done(null, address) } : {}),
    },
  );
  cluster.on('+node', oneWriteATurn);
  return new IoredisClient(cluster, options.onEvent);
}

function connectionOptions(options: RedisClientOptions, address: RedisAddress) {
  const { username = address.username, password = address.password, connectionName } = options;
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(connectionName === undefined ? {} : { connectionName }),
    ...(address.security === 'tls' || options.tls !== undefined ? { tls: { ...options.tls } } : {}),
    protocol: 2 as const,
    commandTimeout: options.commandTimeoutMs ?? 2000,
    connectTimeout: options.connectTimeoutMs ?? 5000,
    disconnectTimeout: DISCONNECT_TIMEOUT_MS,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // A failed-over primary answers READONLY on the old connection: the address now leads to another.
    reconnectOnError: (error: Error) => (error.message.startsWith('READONLY') ? 1 : false),
  };
}

function reconnectDelayMs(attempt: number): number {
  return Math.min(100 * 2 ** Math.min(attempt - 1, 10), MAX_RECONNECT_DELAY_MS);
}

class IoredisClient implements RedisClient {
  readonly #redis: Redis | Cluster;

  constructor(redis: Redis | Cluster, onEvent: (event: RedisEvent) => void = () => undefined) {
    this.#redis = redis;
    redis.on('ready', () => onEvent({ type: 'ready' }));
    redis.on('close', () => onEvent({ type: 'disconnected' }));
    // Without a listener ioredis writes errors to the console.
    redis.on('error', (error: Error) => onEvent({ type: 'error', error: fromRedisError(error) }));
    redis.on('node error', (error: Error) => onEvent({ type: 'error', error: fromRedisError(error) }));
  }

  async call(command: string, args: readonly RedisArgument[]): Promise<unknown> {
    try {
      return await this.#callOn(command, args);
    } catch (error) {
      throw fromRedisError(error);
    }
  }

  async run(script: Script, keys: readonly string[], args: readonly RedisArgument[]): Promise<unknown> {
    const rest = [keys.length, ...keys, ...args];
    try {
      return await this.#callOn('EVALSHA', [script.sha1, ...rest]);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw fromRedisError(error);
    }
    return this.call('EVAL', [script.lua, ...rest]);
  }

  masters(): readonly RedisCommands[] {
    if (!(this.#redis instanceof Cluster)) return [this];
    return this.#redis.nodes('master').map((node) => ({
      call: async (command, args) => {
        try {
          return await callOn(node, command, args);
        } catch (error) {
          throw fromRedisError(error);
        }
      },
    }));
  }

  async health(): Promise<void> {
    const masters = this.masters();
    if (masters.length === 0 || this.#redis.status !== 'ready') throw fromRedisError(new Error('not connected'));
    await Promise.all(masters.map((master) => master.call('PING', [])));
  }

  /** The nodes of a cluster are not asked whether they are ready: each connects at its first command. */
  async #callOn(command: string, args: readonly RedisArgument[]): Promise<unknown> {
    // ioredis refuses it as well, and leaves behind a timer that keeps the process for the whole command timeout.
    if (this.#redis.status !== 'ready') throw new Error('not connected');
    return callOn(this.#redis, command, args);
  }

  async close(): Promise<void> {
    try {
      if (this.#redis.status === 'ready') await this.#redis.quit();
    } catch {
      // Nobody is there to say goodbye to.
    }
    this.#redis.disconnect();
  }
}

function callOn(redis: Redis | Cluster, command: string, args: readonly RedisArgument[]): Promise<unknown> {
  return redis.callBuffer(command, ...args.map(toArgument));
}

function toArgument(argument: RedisArgument): string | number | Buffer {
  if (!(argument instanceof Uint8Array) || Buffer.isBuffer(argument)) return argument;
  return Buffer.from(argument.buffer, argument.byteOffset, argument.byteLength);
}
