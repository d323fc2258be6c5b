import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import {
  freePorts,
  guardProcess,
  startNatsServer,
  startRedisServer,
  type NatsServer,
  type RedisServer,
} from '@bodybroker/test-servers';

const ROOT = resolve(__dirname, '../../..');
const READY_TIMEOUT_MS = 60_000;
const REQUIRE = "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);";

/** Real services as processes, each from its sources, on a real NATS and a real Redis of their own. */
export class Backend {
  readonly #dir = mkdtempSync(join(tmpdir(), 'ops-backend-'));
  readonly #processes = new Set<ChildProcess>();
  #nats: NatsServer | undefined;
  #redis: RedisServer | undefined;

  get nats(): NatsServer {
    if (this.#nats === undefined) throw new Error('the servers are not started');
    return this.#nats;
  }

  get redis(): RedisServer {
    if (this.#redis === undefined) throw new Error('the servers are not started');
    return this.#redis;
  }

  get environment(): Record<string, string> {
    return { BB_NATS_URL: this.nats.url, BB_REDIS_URL: this.redis.url, BB_STREAM_REPLICAS: '1' };
  }

  /** Starts new, empty servers. @param config for NATS, in its own language */
  async startServers(config?: string): Promise<void> {
    const options = config === undefined ? {} : { config };
    [this.#nats, this.#redis] = await Promise.all([startNatsServer(options), startRedisServer()]);
  }

  /** Stops the servers and throws their data away. */
  async loseServers(): Promise<void> {
    await Promise.all([this.#nats?.stop(), this.#redis?.stop()]);
  }

  /** Creates all streams, buckets and consumers. */
  async applyStreams(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = this.#run('tools/streams', ['apply'], env);
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`streams apply ended with ${code}`);
  }

  /** Starts a service and waits until it is ready. */
  async startService(name: string, env: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
    const [healthPort = 0] = await freePorts(1);
    const child = this.#run(`apps/${name}`, [], {
      BB_HEALTH_PORT: String(healthPort),
      BB_INSTANCE: `${name}-1`,
      BB_LOG_LEVEL: 'warn',
      ...env,
    });
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (Date.now() < deadline && child.exitCode === null) {
      const answer = await fetch(`http://127.0.0.1:${healthPort}/readyz`).catch(() => undefined);
      if (answer?.ok === true) return child;
      await delay(50);
    }
    throw new Error(`${name} does not get ready`);
  }

  async stopServices(): Promise<void> {
    await Promise.all([...this.#processes].map((child) => this.stopService(child)));
  }

  async stopService(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }

  async stop(): Promise<void> {
    await this.stopServices();
    await this.loseServers();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  #run(project: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(process.execPath, [this.#bundle(project), ...args], {
      env: { ...process.env, ...this.environment, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (child.pid !== undefined) guardProcess(child.pid, undefined);
    this.#processes.add(child);
    child.once('exit', () => this.#processes.delete(child));
    return child;
  }

  /** Builds a process as its build target does; its content lies where it looks for it. */
  #bundle(project: string): string {
    const home = join(this.#dir, project);
    const outfile = join(home, 'dist/main.mjs');
    if (existsSync(outfile)) return outfile;
    buildSync({
      entryPoints: [join(ROOT, project, 'src/main.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      conditions: ['@bodybroker/source'],
      loader: { '.node': 'copy' },
      banner: { js: REQUIRE },
      logLevel: 'error',
    });
    mkdirSync(dirname(outfile), { recursive: true });
    const content = join(ROOT, project, 'content');
    if (existsSync(content)) symlinkSync(content, join(home, 'content'));
    return outfile;
  }
}
