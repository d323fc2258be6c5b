import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePorts, guardProcess } from '@bodybroker/test-servers';
import { eventually } from '../eventually.js';
import { natsEnvironment, type NatsAccess } from '../nats-access.js';

const MAIN = resolve(__dirname, '../../../apps/gateway/dist/main.mjs');

/** A built gateway of its own, beside that of the stack. */
export interface WorkerGateway {
  readonly child: ChildProcess;
  readonly url: string;
  readonly healthUrl: string;
  /** What it has written to standard error. */
  readonly errors: () => string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

export interface WorkerGatewayOptions {
  readonly nats: NatsAccess;
  readonly redisUrl: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the bundle; does not wait for anything. */
export async function startWorkerGateway({ nats, redisUrl, env }: WorkerGatewayOptions): Promise<WorkerGateway> {
  const [httpPort = 0, healthPort = 0] = await freePorts(2);
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      ...natsEnvironment(nats, 'gateway'),
      BB_REDIS_URL: redisUrl,
      BB_HTTP_PORT: String(httpPort),
      BB_HEALTH_PORT: String(healthPort),
      BB_INSTANCE: 'several',
      BB_LAME_DUCK_MS: '200',
      BB_DRAIN_MS: '5000',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (child.pid !== undefined) guardProcess(child.pid, undefined);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return {
    child,
    url: `http://127.0.0.1:${httpPort}`,
    healthUrl: `http://127.0.0.1:${healthPort}`,
    errors: () => errors,
    ended: once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null),
  };
}

/** The processes a process has started. */
export async function childrenOf({ pid }: ChildProcess): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter(Boolean).map(Number);
}

/** Whether a process still runs: one that has ended and waits for its parent to notice does not. */
export async function isRunning(pid: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => ({ stdout: 'Z' }));
  return !stdout.startsWith('Z');
}

/** Resolves when none of the processes runs any more; kills those that still do after 5 s, and throws. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  try {
    await eventually(async () => {
      expect(await Promise.all(pids.map(isRunning))).toEqual(pids.map(() => false));
    }, 5000);
  } catch (error) {
    for (const pid of pids) if (await isRunning(pid)) process.kill(pid, 'SIGKILL');
    throw error;
  }
}

/** One request over a connection of its own, so that each may reach another worker. */
export function askOverNewConnection(url: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout: 3000 }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 3 s')));
    request.on('error', reject);
  });
}
