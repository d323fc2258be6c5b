import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * @typedef {object} Launch
 * @property {string} node the program
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logFile
 * @property {string} healthUrl without a path
 * @property {AbortSignal} signal
 */

/**
 * @typedef {object} MeasuredStart
 * @property {import('node:child_process').ChildProcess} child
 * @property {number} readyMs from the spawn until /readyz answers 200
 * @property {Readonly<Record<string, number>>} stages what the process itself says, in ms since its start, and the processor time it took (`cpuMs`)
 */

const READY_TIMEOUT_MS = 60_000;
const ASK_EVERY_MS = 10;

/**
 * Starts one process and waits until it is ready.
 * @param {Launch} launch
 * @returns {Promise<MeasuredStart>}
 * @throws {Error} when it ends or is not ready in a minute, with its last line
 */
export async function startMeasured({ node, args, cwd, env, logFile, healthUrl, signal }) {
  const output = openSync(logFile, 'w');
  const startedMs = performance.now();
  const child = spawn(node, args, { cwd, env, stdio: ['ignore', output, output] });
  closeSync(output);
  try {
    while (!(await answersOk(`${healthUrl}/readyz`))) {
      signal.throwIfAborted();
      if (child.exitCode !== null || performance.now() - startedMs > READY_TIMEOUT_MS) {
        throw new Error(`${args.at(-1)} is not ready: ${lines(logFile).at(-1) ?? 'it said nothing'}`);
      }
      await delay(ASK_EVERY_MS);
    }
    const readyMs = performance.now() - startedMs;
    return { child, readyMs, stages: stagesIn(lines(logFile)) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/**
 * The numbers without labels of its own that a process exposes: memory, processor.
 * @param {string} healthUrl
 * @returns {Promise<Readonly<Record<string, number>>>} by name
 */
export async function readMetrics(healthUrl) {
  const text = await (await fetch(`${healthUrl}/metrics`)).text();
  return Object.fromEntries(
    [...text.matchAll(/^(\w+)\{service="[^"]*"\} (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]),
  );
}

/** @param {string} url */
async function answersOk(url) {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** @param {string} logFile */
function lines(logFile) {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').filter(Boolean);
}

/** @param {readonly string[]} log @returns {Readonly<Record<string, number>>} */
function stagesIn(log) {
  const line = log.find((each) => each.includes('"startup":'));
  return line === undefined ? {} : JSON.parse(line).startup;
}
