import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOnFreePorts } from '../process/free-ports.js';
import { launchServer } from '../process/launch-server.js';
import type { ServerHandle, ServerOptions } from '../process/server-handle.js';
import { natsConfigText, type NatsAccounts, type NatsConfig, type NatsTls } from './nats-config.js';
import { readNatsInfo } from './nats-info.js';
import { isHealthy } from './nats-monitor.js';

/** Options of {@link startNatsServer}. */
export interface NatsServerOptions extends ServerOptions {
  /** Default true. */
  readonly jetstream?: boolean;
  /** JetStream's folder, kept on stop; default one that is removed. */
  readonly storeDir?: string;
  /** Default a free one. */
  readonly port?: number;
  /** Of the monitoring endpoint; default a free one. */
  readonly monitorPort?: number;
  readonly tls?: NatsTls;
  /** Users with their keys and permissions; default none, and everybody may do everything. */
  readonly accounts?: NatsAccounts;
  /** More configuration, in the server's own language, such as `max_payload: 2MB`. */
  readonly config?: string;
}

/** A running NATS server. `url` is `nats://127.0.0.1:<port>`, with TLS `tls://…`. */
export interface NatsServer extends ServerHandle {
  /** `http://127.0.0.1:<port>`: `/healthz`, `/varz`, `/jsz`, … */
  readonly monitorUrl: string;
}

/** @internal What a cluster adds to a server. */
export interface NatsNodeOptions extends NatsServerOptions {
  readonly cluster?: NatsConfig['cluster'];
}

/**
 * Starts a real nats-server on 127.0.0.1 and waits until it is healthy.
 *
 * @throws ServerBinaryNotFoundError without a nats-server, PortInUseError when a `port` asked for is taken,
 *   ServerStartError when it does not get ready
 */
export function startNatsServer(options: NatsServerOptions = {}): Promise<NatsServer> {
  return startOnFreePorts(2, ([port = 0, monitorPort = 0]) =>
    startNatsNode({ ...options, port: options.port ?? port, monitorPort: options.monitorPort ?? monitorPort }),
  );
}

/** @internal One server with all its ports given. A member of a cluster is not waited for to be healthy: alone it is not. */
export async function startNatsNode(options: NatsNodeOptions): Promise<NatsServer> {
  const { name = `nats-${randomUUID().slice(0, 8)}`, port = 0, monitorPort = 0, tls, accounts, cluster } = options;
  const monitorUrl = `http://127.0.0.1:${monitorPort}`;
  const handle = await launchServer(
    {
      program: 'nats-server',
      name,
      port,
      url: `${tls ? 'tls' : 'nats'}://127.0.0.1:${port}`,
      dataDir: options.storeDir,
      args: async ({ scratchDir, dataDir }) => {
        const file = join(scratchDir, 'nats.conf');
        const jetstream = options.jetstream === false ? undefined : { storeDir: dataDir };
        const config = { name, port, monitorPort, jetstream, tls, cluster, extra: options.config };
        await writeFile(file, natsConfigText({ ...config, accounts: accounts ? 'included' : 'none' }));
        // Beside it: an include is looked for from the file that asks for it.
        if (accounts) {
          await writeFile(join(scratchDir, 'accounts.conf'), accounts.accountsConf);
          await writeFile(join(scratchDir, 'nkeys.conf'), accounts.nkeysConf);
        }
        return ['-c', file];
      },
      missing: async () => {
        const info = await readNatsInfo(port);
        if (info.server_name !== name) return `port ${port} belongs to ${info.server_name}`;
        return cluster || (await isHealthy(monitorUrl)) ? undefined : 'not healthy yet';
      },
    },
    options,
  );
  return Object.assign(handle, { monitorUrl });
}
