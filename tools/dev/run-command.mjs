import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 127 when the program does not exist, 124 when it was stopped for taking too long
 * @property {string} stdout
 * @property {string} stderr
 */

/** Between the polite end of a program and the certain one. */
const END_GRACE_MS = 5_000;

/**
 * Runs one program to its end and never throws: a missing program and an exceeded time are results too.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onLine?: (line: string) => void, background?: boolean, signal?: AbortSignal }} [options]
 *   `timeoutMs` defaults to 120 000; `onLine` sees each line of both outputs as it comes; in the `background` it and
 *   what it starts take only what others leave of the processor; `signal` ends it
 * @returns {Promise<CommandResult>}
 */
export function runCommand(program, args, options = {}) {
  const { cwd, env = process.env, timeoutMs = 120_000, onLine, background = false, signal } = options;
  return new Promise((resolve) => {
    // Its own process group, so that a time-out reaches the grandchildren as well.
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    if (background && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    let pendingLine = '';
    /** @param {string} text */
    const feedLines = (text) => {
      if (!onLine) return;
      const lines = (pendingLine + text).split(/\r?\n/);
      pendingLine = lines.pop() ?? '';
      lines.forEach(onLine);
    };
    const signalGroup = (/** @type {NodeJS.Signals} */ name) => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, name);
      } catch {
        child.kill(name);
      }
    };
    /** @type {NodeJS.Timeout | undefined} */
    let insist;
    const end = () => {
      // A runner such as nx has tasks in groups of their own, which only it can end.
      signalGroup('SIGTERM');
      insist ??= setTimeout(() => signalGroup('SIGKILL'), END_GRACE_MS);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, timeoutMs);
    // In its own group it would outlive us.
    const killGroup = () => signalGroup('SIGKILL');
    process.once('exit', killGroup);
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      feedLines(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      feedLines(text);
    });
    const settle = (/** @type {CommandResult} */ result) => {
      clearTimeout(timer);
      clearTimeout(insist);
      process.removeListener('exit', killGroup);
      signal?.removeEventListener('abort', end);
      if (pendingLine) onLine?.(pendingLine);
      resolve(result);
    };
    child.once('error', (error) => settle({ code: 127, stdout, stderr: `${stderr}${error.message}` }));
    child.once('close', (code, signal) => {
      if (timedOut) {
        settle({ code: 124, stdout, stderr: `${stderr}\n${program} was stopped after ${timeoutMs / 1000} s` });
      } else {
        settle({ code: code ?? (signal ? 1 : 0), stdout, stderr });
      }
    });
  });
}
