import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import {
  freePorts,
  guardProcess,
  startNatsServer,
  startRedisServer,
  type NatsServer,
  type RedisServer,
} from '@bodybroker/test-servers';
import { assertPermitted } from './assert-permitted.js';
import { createSecurity, natsEnvironment, type NatsAccess } from './nats-access.js';

const ROOT = resolve(__dirname, '../..');
const LOGS = resolve(ROOT, '.data/e2e-logs');
/** Two stacks of 23 processes may start at once on two cores. */
const READY_TIMEOUT_MS = 90_000;

export const SERVICES = [
  'auth',
  'state-manager',
  'time-manager',
  'weather-manager',
  'ai-integration',
  'event-bus',
  'settings',
  'payment',
  'capability-registry',
  'model-management',
  'ai-router',
  'knowledge-base',
  'language-system',
  'world-state',
  'npc-behavior',
  'quest-system',
  'environmental-narrative',
  'story-teller',
  'body-broker-integration',
  'orchestration',
  'router',
  'performance-mode',
] as const;
export type ServiceName = (typeof SERVICES)[number];

export const ADMIN = { username: 'admin', password: 'e2e-admin-password-7731' } as const;
export const SERVICE_SECRET = 'e2e-service-secret-0042';

export interface StackOptions {
  readonly services?: readonly ServiceName[];
  /** Instances of each service. Default 1. */
  readonly replicas?: number;
  /** Further environment of every process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** One started bundle. */
export interface Running {
  readonly name: string;
  readonly child: ChildProcess;
  readonly healthUrl: string;
  /** SIGTERM and wait; answers the exit code. */
  stop(): Promise<number | null>;
}

export interface Stack {
  readonly url: string;
  readonly nats: NatsServer;
  readonly natsAccess: NatsAccess;
  readonly redis: RedisServer;
  readonly running: readonly Running[];
  /** Starts one more instance of a service and waits until it is ready. */
  add(service: ServiceName, env?: Readonly<Record<string, string>>): Promise<Running>;
  /** @throws Error when somebody tried what NATS does not permit */
  stop(): Promise<void>;
}

/** Starts the built processes on real servers and free ports, with TLS and a NATS user for each, and waits until all are ready. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  mkdirSync(LOGS, { recursive: true });
  const security = await createSecurity();
  const { certificate, accounts, seedsDir } = security;
  const [nats, redis] = await Promise.all([
    startNatsServer({
      jetstream: true,
      tls: { certFile: certificate.certFile, keyFile: certificate.keyFile },
      accounts,
    }),
    // Processes are killed here, the machine is not: what was written is kept without waiting for a disk that may be busy.
    startRedisServer({ appendOnly: true, args: ['--appendfsync', 'no'] }),
  ]).catch(async (error: unknown) => {
    await security.remove();
    throw error;
  });
  const natsAccess = { url: nats.url, caFile: certificate.caFile, seedsDir };
  const [httpPort = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${httpPort}`;
  const env: Record<string, string> = {
    BB_REDIS_URL: redis.url,
    BB_STREAM_REPLICAS: '1',
    BB_WORLD_SEED: 'nine-wards',
    BB_BOOTSTRAP_ADMIN_USER: ADMIN.username,
    BB_BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password,
    BB_SERVICE_SECRET: SERVICE_SECRET,
    BB_STREAM_CHUNK_MS: '5',
    BB_RATE_PER_SECOND: '5000',
    BB_RATE_BURST: '10000',
    ...options.env,
  };
  await promisify(execFile)(process.execPath, [resolve(ROOT, 'tools/streams/dist/main.mjs'), 'apply'], {
    env: { ...process.env, ...env, ...natsEnvironment(natsAccess, 'streams') },
  });
  const running: Running[] = [];
  const start = async (name: string, extra: Readonly<Record<string, string>> = {}): Promise<Running> => {
    const started = await startBundle(name, { ...env, ...natsEnvironment(natsAccess, name), ...extra });
    running.push(started);
    return started;
  };
  const instances = (options.services ?? SERVICES).flatMap((name) =>
    Array.from({ length: options.replicas ?? 1 }, (_, i) => start(name, { BB_INSTANCE: `${name}-${i + 1}` })),
  );
  await Promise.all([...instances, start('gateway', { BB_HTTP_PORT: String(httpPort), BB_HTTP_HOST: '127.0.0.1' })]);
  await untilServed(url, options.services ?? SERVICES);
  return {
    url,
    nats,
    natsAccess,
    redis,
    running,
    add: (service, extra) => start(service, extra),
    stop: async () => {
      await Promise.all(running.map((process) => process.stop()));
      try {
        await assertPermitted(nats);
      } finally {
        await Promise.all([nats.stop(), redis.stop(), security.remove()]);
      }
    },
  };
}

async function startBundle(name: string, env: Readonly<Record<string, string>>): Promise<Running> {
  const [healthPort = 0] = await freePorts(1);
  const log = createWriteStream(resolve(LOGS, `${env['BB_INSTANCE'] ?? name}.log`), { flags: 'a' });
  const child = spawn(process.execPath, [resolve(ROOT, `apps/${name}/dist/main.mjs`)], {
    env: { ...process.env, ...env, BB_HEALTH_PORT: String(healthPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) guardProcess(child.pid, undefined);
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const healthUrl =
    name === 'gateway' ? `http://127.0.0.1:${env['BB_HTTP_PORT'] ?? ''}` : `http://127.0.0.1:${healthPort}`;
  await untilReady(name, child, healthUrl);
  return {
    name,
    child,
    healthUrl,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit') as Promise<[number | null]>;
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
  };
}

async function untilReady(name: string, child: ChildProcess, healthUrl: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  let last = 'no answer';
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${name} exited with ${child.exitCode}; see ${LOGS}`);
    const answer = await fetch(`${healthUrl}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    last = (await answer?.text()) ?? last;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`${name} is not ready after ${READY_TIMEOUT_MS / 1000} s: ${last}; see ${LOGS}`);
}

/** A service is ready before it has told the gateway of its methods. */
async function untilServed(url: string, services: readonly string[]): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  let missing: readonly string[] = services;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/openapi.json`);
    const { tags = [] } = (await answer.json()) as { readonly tags?: readonly { readonly name: string }[] };
    missing = services.filter((service) => !tags.some(({ name }) => name === service));
    if (missing.length === 0) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`the gateway does not serve ${missing.join(', ')} after ${READY_TIMEOUT_MS / 1000} s; see ${LOGS}`);
}
