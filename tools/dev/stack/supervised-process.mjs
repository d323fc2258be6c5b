import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * @typedef {object} ProcessPlan
 * @property {string} name
 * @property {string} app
 * @property {string} file
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logFile
 * @property {string} readyUrl answers 200 when it can serve
 * @property {number | undefined} inspectPort
 */

/** @typedef {'starting' | 'ready' | 'restarting' | 'failed' | 'stopped'} ProcessState */

/**
 * @typedef {object} Guard kills a process when this one dies without stopping it
 * @property {(pid: number, folder: undefined) => void} guardProcess
 * @property {(pid: number) => void} releaseProcess
 */

/** EX_CONFIG of sysexits(3): what a service ends with when its configuration is wrong. Again would be as wrong. */
const EXIT_CONFIG = 78;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 15_000;
/** Up for so long, a process has earned the shortest wait again. */
const STEADY_MS = 60_000;
/** Above the 25 s a service gives its own drain. */
const STOP_GRACE_MS = 30_000;

/** One service process: started, watched, started again when it ends by itself, stopped in good order. */
export class SupervisedProcess {
  /** @type {ProcessState} */
  state = 'starting';
  restarts = 0;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {Promise<void> | undefined} */
  #ended;
  #stopping = new AbortController();
  #backoffMs = FIRST_BACKOFF_MS;

  /**
   * @param {ProcessPlan} plan
   * @param {{ log: (line: string) => void, guard: Guard, onStarted?: () => void }} surroundings
   */
  constructor(plan, { log, guard, onStarted = () => undefined }) {
    this.plan = plan;
    this.onStarted = onStarted;
    this.log = log;
    this.guard = guard;
  }

  /** Of the process that runs now. */
  get pid() {
    return this.#child?.pid;
  }

  start() {
    const { name, file, args, cwd, env, logFile } = this.plan;
    const output = openSync(logFile, 'a');
    const startedMs = performance.now();
    // Its own session: Ctrl-C reaches us alone, and we say who ends first.
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', output, output], detached: true });
    closeSync(output);
    this.#child = child;
    const { pid } = child;
    if (pid !== undefined) this.guard.guardProcess(pid, undefined);
    this.onStarted();
    this.#ended = new Promise((resolve) => {
      const settle = (/** @type {string} */ how, /** @type {number | null} */ code) => {
        if (pid !== undefined) this.guard.releaseProcess(pid);
        this.#child = undefined;
        resolve();
        if (this.#stopping.signal.aborted) return;
        if (performance.now() - startedMs > STEADY_MS) this.#backoffMs = FIRST_BACKOFF_MS;
        void this.#recover(how, code);
      };
      child.once('error', (error) => settle(error.message, EXIT_CONFIG));
      child.once('exit', (code, signal) =>
        settle(signal ? `was killed by ${signal}` : `ended with code ${code}`, code),
      );
    });
    void this.#watchReady(child, name);
  }

  /** Asks it to end, insists after half a minute; resolves when it has. Can be called again. */
  async stop() {
    this.#stopping.abort();
    const child = this.#child;
    if (child) {
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      await this.#ended;
      clearTimeout(forced);
    }
    this.state = 'stopped';
  }

  /** Ends it at once. */
  kill() {
    this.#stopping.abort();
    this.#child?.kill('SIGKILL');
  }

  /** The last thing it said, for messages. */
  lastLine() {
    try {
      return readFileSync(this.plan.logFile, 'utf8').trimEnd().split('\n').at(-1)?.slice(0, 300) ?? '';
    } catch {
      return '';
    }
  }

  /** @param {string} how @param {number | null} code */
  async #recover(how, code) {
    const { name, logFile } = this.plan;
    if (code === EXIT_CONFIG) {
      this.state = 'failed';
      this.log(`${name} ${how}: its configuration is wrong, not started again. ${this.lastLine()}\n    log ${logFile}`);
      return;
    }
    this.state = 'restarting';
    this.log(`${name} ${how}; starting it again in ${this.#backoffMs / 1000} s, log ${logFile}`);
    await delay(this.#backoffMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    if (this.#stopping.signal.aborted) return;
    this.#backoffMs = Math.min(this.#backoffMs * 2, LONGEST_BACKOFF_MS);
    this.restarts += 1;
    this.start();
  }

  /** @param {import('node:child_process').ChildProcess} child @param {string} name */
  async #watchReady(child, name) {
    while (this.#child === child && !this.#stopping.signal.aborted) {
      if (await answersOk(this.plan.readyUrl)) {
        if (this.#child !== child || this.#stopping.signal.aborted) return;
        this.state = 'ready';
        if (this.restarts > 0) this.log(`${name} is ready again (pid ${child.pid})`);
        return;
      }
      await delay(150, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }
}

/** @param {string} url */
async function answersOk(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
