import type { ServerExit, ServerProcess } from './server-process.js';

/** Options every launcher takes. */
export interface ServerOptions {
  /** Used in messages, file names and (NATS) as `server_name`; default a unique one. */
  readonly name?: string;
  /** Where the server's output is appended; default inside its scratch folder, removed with it. */
  readonly logFile?: string;
  /** Longest wait for the server to answer; default 20 000. */
  readonly startTimeoutMs?: number;
  /** Called when the server ends without having been told to by its handle. */
  readonly onCrash?: (exit: ServerExit) => void;
  /** Gives up starting. A server that has started is stopped by its handle only. */
  readonly signal?: AbortSignal;
}

/** A running server. */
export interface ServerHandle {
  readonly name: string;
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly url: string;
  /** Of the process that runs now; throws while the server is down. */
  readonly pid: number;
  readonly running: boolean;
  readonly logFile: string;
  readonly dataDir: string;
  /** Ends the server and removes what it left behind, unless the caller chose the folder. Idempotent. */
  stop(): Promise<void>;
  /** Ends the server at once (or by another signal) and waits for its end; its data stay for {@link restart}. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Sends a signal without waiting, such as SIGUSR2 for a NATS server's lame-duck mode. */
  signal(signal: NodeJS.Signals): void;
  /** Freezes the server (SIGSTOP): connections stay open and nothing answers. */
  pause(): void;
  /** Ends {@link pause}. */
  resume(): void;
  /** Ends the server in good order if it runs, then starts it again on the same port with the same data. */
  restart(signal?: AbortSignal): Promise<void>;
}

/** What a launcher knows about its server. */
export interface ServerFacts {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  readonly logFile: string;
  readonly dataDir: string;
}

/** The handle of `process`; `cleanUp` runs after each `stop()` and must not mind running twice. */
export function serverHandle(facts: ServerFacts, process: ServerProcess, cleanUp: () => Promise<void>): ServerHandle {
  return {
    ...facts,
    host: '127.0.0.1',
    get pid() {
      return process.pid;
    },
    get running() {
      return process.running;
    },
    stop: async () => {
      await process.stop();
      await cleanUp();
    },
    kill: (signal) => process.kill(signal),
    signal: (signal) => process.signal(signal),
    pause: () => process.signal('SIGSTOP'),
    resume: () => process.signal('SIGCONT'),
    restart: (signal) => process.restart(signal),
  };
}
