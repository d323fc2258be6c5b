import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} StackFacts
 * @property {number} pid
 * @property {string} [url] of the gateway
 * @property {string} [natsUrl]
 * @property {readonly string[]} [natsMonitorUrls]
 * @property {string} [redisUrl]
 * @property {Readonly<Record<string, number>>} [processes] pids by name
 * @property {Readonly<Record<string, string>>} [ready] addresses of /readyz by name
 */

/**
 * One running stack per checkout: the file `.data/stack.json` names it and where its parts are, for other tools too.
 * @param {string} dataDir
 */
export function stackLock(dataDir) {
  const file = join(dataDir, 'stack.json');
  const write = (/** @type {StackFacts} */ facts, /** @type {string} */ flag) =>
    writeFileSync(file, `${JSON.stringify(facts, undefined, 2)}\n`, { flag });
  return {
    /** @returns {StackFacts | undefined} the stack that runs already; undefined when the lock is now ours */
    acquire() {
      mkdirSync(dataDir, { recursive: true });
      for (;;) {
        try {
          write({ pid: process.pid }, 'wx');
          return undefined;
        } catch {
          const other = readFacts(file);
          if (other && isAlive(other.pid)) return other;
          // Left by one that was killed.
          rmSync(file, { force: true });
        }
      }
    },
    /** @param {Omit<StackFacts, 'pid'>} facts */
    publish(facts) {
      write({ pid: process.pid, ...facts }, 'w');
    },
    release() {
      if (readFacts(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/** @param {string} file @returns {StackFacts | undefined} */
function readFacts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
