import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ readonly pid: number, readonly url?: string, readonly natsUrl?: string, readonly redisUrl?: string, readonly processes?: Readonly<Record<string, number>> }} StackFacts */

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
