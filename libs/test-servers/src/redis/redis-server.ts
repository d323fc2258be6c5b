import { randomUUID } from 'node:crypto';
import { startOnFreePorts } from '../process/free-ports.js';
import { launchServer } from '../process/launch-server.js';
import type { ServerHandle, ServerOptions } from '../process/server-handle.js';
import { redisCommand } from './redis-command.js';

/** Options of {@link startRedisServer}. */
export interface RedisServerOptions extends ServerOptions {
  /** Default a free one. */
  readonly port?: number;
  /** Folder of its files, kept on stop; default one that is removed. */
  readonly dir?: string;
  /** True keeps the data over a restart (append-only file, synced each second); default false, nothing on disk. */
  readonly appendOnly?: boolean;
  readonly password?: string;
  /** More arguments, such as `['--maxmemory', '64mb']`. */
  readonly args?: readonly string[];
}

/** A running Redis server. `url` is `redis://127.0.0.1:<port>`, with `:<password>@` if it has one. */
export interface RedisServer extends ServerHandle {
  /** Sends one command and returns its answer as text; lists are not read. */
  command(...words: readonly string[]): Promise<string>;
}

/**
 * Starts a real redis-server on 127.0.0.1 and waits until it answers, its data loaded.
 *
 * @throws ServerBinaryNotFoundError without a redis-server, PortInUseError when a `port` asked for is taken,
 *   ServerStartError when it does not get ready
 */
export function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  return startOnFreePorts(1, ([port = 0]) => startRedisNode({ ...options, port: options.port ?? port }));
}

/** @internal One server with its port given. */
export async function startRedisNode(options: RedisServerOptions & { readonly port: number }): Promise<RedisServer> {
  const { name = `redis-${randomUUID().slice(0, 8)}`, port, password, appendOnly = false, args = [] } = options;
  const login = password ? `:${encodeURIComponent(password)}@` : '';
  const command = (...words: readonly string[]) => redisCommand(port, words, { password });
  const handle = await launchServer(
    {
      program: 'redis-server',
      name,
      port,
      url: `redis://${login}127.0.0.1:${port}`,
      dataDir: options.dir,
      args: async ({ dataDir }) => [
        ...['--port', String(port), '--bind', '127.0.0.1', '--dir', dataDir, '--save', ''],
        ...['--appendonly', appendOnly ? 'yes' : 'no', '--daemonize', 'no', '--logfile', ''],
        ...(password ? ['--requirepass', password, '--masterauth', password] : []),
        ...args,
      ],
      missing: async (pid) => {
        const owner = /process_id:(\d+)/.exec(await command('INFO', 'server'))?.[1];
        if (owner !== String(pid)) return `port ${port} belongs to process ${owner}`;
        return (await command('PING')) === 'PONG' ? undefined : 'no PONG';
      },
    },
    options,
  );
  return Object.assign(handle, { command });
}
