import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { guardProcess, releaseProcess } from '@bodybroker/test-servers';
import type { LoadCommand } from '../load/load-command.js';
import type { LoadResult } from '../load/load-result.js';

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Has a process that makes load do so. One at a time. @throws Error when it fails or ends */
  ask(command: LoadCommand): Promise<LoadResult>;
  stop(): Promise<void>;
}

export interface StartProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Default: it has printed `ready`. */
  readonly isReady?: () => Promise<boolean>;
}

const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 5_000;
const SHOWN_CHARACTERS = 1000;

/** Starts a Node process and waits until it is ready. @throws Error with its last words when it ends or is not ready in time */
export async function startProcess(
  name: string,
  args: readonly string[],
  { env, isReady }: StartProcessOptions = {},
): Promise<RunningProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  // However the benchmark ends, so does what it started.
  const pid = child.pid ?? 0;
  guardProcess(pid, undefined);
  child.once('exit', () => releaseProcess(pid));
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-SHOWN_CHARACTERS)));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<void> => {
    if (hasEnded()) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    await exited;
    clearTimeout(timer);
  };
  const deadlineMs = performance.now() + READY_WITHIN_MS;
  for (;;) {
    if (hasEnded()) throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}: ${output}`);
    if (isReady === undefined ? output.includes('ready') : await isReady().catch(() => false)) break;
    if (performance.now() > deadlineMs) {
      await stop();
      throw new Error(`${name} is not ready after ${READY_WITHIN_MS / 1000} s: ${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    name,
    pid,
    ask: async (command) => {
      const ended = new AbortController();
      const onExit = (): void => ended.abort(new Error(`${name} ended: ${output}`));
      child.once('exit', onExit);
      try {
        child.send(command);
        const [answer] = (await once(child, 'message', { signal: ended.signal })) as [Answer];
        if ('error' in answer) throw new Error(`${name}: ${answer.error}`);
        return answer.result;
      } finally {
        child.off('exit', onExit);
      }
    },
    stop,
  };
}

type Answer = { readonly result: LoadResult } | { readonly error: string };
