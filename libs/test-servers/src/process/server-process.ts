import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { guardProcess, releaseProcess } from './orphan-guard.js';
import { pollUntil } from './poll-until.js';
import { PortInUseError, ServerStartError } from './server-start-error.js';

/** How to run one server program. */
export interface ServerProcessOptions {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Everything the server prints is appended here. */
  readonly logFile: string;
  /** Removed when this process dies before {@link ServerProcess.stop}. */
  readonly scratchDir: string | undefined;
  /** Says what is missing until the server answers; `pid` tells it from a stranger on the same port. */
  readonly missing: (pid: number) => Promise<string | undefined>;
  readonly startTimeoutMs: number;
  /** Called when the server ends without having been told to by this object. */
  readonly onCrash: ((exit: ServerExit) => void) | undefined;
}

/** How a server ended. */
export interface ServerExit {
  readonly name: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly logFile: string;
}

type State =
  | { readonly kind: 'down' }
  | { readonly kind: 'up'; readonly child: ChildProcess; readonly pid: number; readonly ended: Promise<ServerExit> }
  | { readonly kind: 'stopped' };

/** SIGKILL follows a SIGTERM that had no effect for so long. */
const STOP_GRACE_MS = 8_000;
/** A port is sometimes still held for a moment after its server was killed. */
const RESTART_ATTEMPTS = 10;

/** One server program: start, signal, restart in place, stop. */
export class ServerProcess {
  readonly #options: ServerProcessOptions;
  #state: State = { kind: 'down' };
  /** True from the first answer until we ask for the end: only an end in between is a crash. */
  #serving = false;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
  }

  /** @throws Error while the server is down */
  get pid(): number {
    if (this.#state.kind !== 'up') throw new Error(`${this.#options.name} is not running`);
    return this.#state.pid;
  }

  get running(): boolean {
    return this.#state.kind === 'up';
  }

  /**
   * Starts the program and waits until it answers.
   *
   * @throws PortInUseError when a port of its is taken, ServerStartError when it ends or does not answer in time
   */
  async start(signal?: AbortSignal): Promise<void> {
    if (this.#state.kind !== 'down') throw new Error(`${this.#options.name} is ${this.#state.kind}`);
    const { name, logFile, missing, startTimeoutMs } = this.#options;
    const logOffset = sizeOf(logFile);
    const { child, ended, pid } = await this.#spawn(logFile);
    let early: ServerExit | undefined;
    void ended.then((exit) => (early = exit));
    try {
      const lacking = await pollUntil(async () => (early ? undefined : missing(pid)), {
        timeoutMs: startTimeoutMs,
        signal,
      });
      // A stranger on our port may have answered just before our own server gave up.
      if (!lacking && !early) {
        this.#serving = true;
        return;
      }
      if (!early) throw this.#startError(`after ${startTimeoutMs} ms ${lacking ?? ''}`, logOffset);
      throw this.#startError(`it ended with ${early.signal ?? `code ${early.code}`}`, logOffset);
    } catch (error) {
      child.kill('SIGKILL');
      await ended;
      throw error instanceof ServerStartError || signal?.aborted
        ? error
        : new ServerStartError(name, String(error), logFile, '');
    }
  }

  /** Sends a signal and does not wait. Does nothing while the server is down. */
  signal(signal: NodeJS.Signals): void {
    if (this.#state.kind === 'up') this.#state.child.kill(signal);
  }

  /** Sends a signal that ends the server (also a paused one) and waits for its end. {@link restart} brings it back. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const state = this.#state;
    if (state.kind !== 'up') return;
    this.#serving = false;
    state.child.kill(signal);
    // A stopped process takes no signal but SIGKILL until it is continued.
    state.child.kill('SIGCONT');
    const forced = setTimeout(() => state.child.kill('SIGKILL'), STOP_GRACE_MS);
    await state.ended.finally(() => clearTimeout(forced));
  }

  /** Ends the server in good order if it runs and starts it again with the same arguments. */
  async restart(signal?: AbortSignal): Promise<void> {
    await this.kill('SIGTERM');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.start(signal);
      } catch (error) {
        if (!(error instanceof PortInUseError) || attempt === RESTART_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Ends the server for good. Can be called again, and after a crash. */
  async stop(): Promise<void> {
    await this.kill('SIGTERM');
    this.#state = { kind: 'stopped' };
  }

  async #spawn(logFile: string): Promise<State & { readonly kind: 'up' }> {
    const { name, file, args, scratchDir, onCrash } = this.#options;
    const log = openSync(logFile, 'a');
    // Its own session: Ctrl-C belongs to us, and we decide who ends first.
    const child = spawn(file, args, { stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    const { pid } = child;
    if (pid === undefined) {
      const cause = await new Promise<Error>((resolve) => child.once('error', resolve));
      throw new ServerStartError(name, cause.message, logFile, '');
    }
    guardProcess(pid, scratchDir);
    child.unref();
    const ended = new Promise<ServerExit>((resolve) => {
      child.once('exit', (code, exitSignal) => {
        releaseProcess(pid);
        if (this.#state.kind === 'up') this.#state = { kind: 'down' };
        const exit: ServerExit = { name, code, signal: exitSignal, logFile };
        resolve(exit);
        if (this.#serving) onCrash?.(exit);
        this.#serving = false;
      });
    });
    const up = { kind: 'up', child, pid, ended } as const;
    this.#state = up;
    return up;
  }

  #startError(reason: string, logOffset: number): ServerStartError {
    const { name, logFile } = this.#options;
    const log = readFileSync(logFile).subarray(logOffset).toString('utf8');
    const lastLines = log.trim().split('\n').slice(-8).join('\n');
    const Kind = /address (?:is )?already in use/i.test(log) ? PortInUseError : ServerStartError;
    return new Kind(name, reason, logFile, lastLines);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
