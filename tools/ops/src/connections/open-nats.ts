import { connectNats, type NatsConnection } from '@bodybroker/nats-sdk';
import { baseConfig, loadConfig, natsOptions } from '@bodybroker/service-kit';
import type { Environment, Invocation } from '../cli/command.js';
import { runningStack, withStack } from './stack-file.js';

/** The client waits 20 s for a server that has gone silent during its greeting; a second try is answered sooner. */
const ATTEMPTS_MS = [4_000, 8_000] as const;

type Place = Pick<Invocation, 'environment' | 'signal' | 'world'>;

/** Connects to NATS with the settings of a service (BB_NATS_*), or to the stack that `npm start` runs. */
export function openNats({ environment, signal, world }: Place): Promise<NatsConnection> {
  const settings = withStack(environment, runningStack(world.root));
  // The user of the GAME account whom deploy/nats lets do all this.
  return connect('operator', settings, signal);
}

/** Connects to the system account; undefined where no setting says how. */
export async function openSystemNats({ environment, signal }: Place): Promise<NatsConnection | undefined> {
  const said = systemSettings(environment);
  return said === undefined ? undefined : connect('system', said, signal);
}

/** The settings of the system account's connection: servers and CA are those of the other one unless said otherwise. */
export function systemSettings(environment: Environment): Environment | undefined {
  const own = Object.entries(environment).filter(([name, value]) => name.startsWith('BB_SYSTEM_NATS_') && value);
  if (own.length === 0) return undefined;
  const shared = ['BB_NATS_URL', 'BB_NATS_TLS_CA'].map((name) => [name, environment[name]] as const);
  const named = own.map(([name, value]) => [name.replace('BB_SYSTEM_NATS_', 'BB_NATS_'), value] as const);
  return Object.fromEntries([...shared, ...named].filter(([, value]) => value !== undefined));
}

async function connect(user: string, settings: Environment, signal: AbortSignal): Promise<NatsConnection> {
  const base = loadConfig(baseConfig, settings);
  for (const timeoutMs of ATTEMPTS_MS) {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      return await connectNats({ ...natsOptions(base, user), signal: AbortSignal.any([signal, timeout]) });
    } catch (error) {
      signal.throwIfAborted();
      if (!timeout.aborted) throw error;
    }
  }
  throw new Error(
    `no NATS server took the connection at ${base.natsUrl} (is it up, and are user and certificates right?)`,
  );
}

/** Runs something with a connection and closes it. */
export async function withNats<Result>(
  place: Place,
  use: (connection: NatsConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await openNats(place);
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}
