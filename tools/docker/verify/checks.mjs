/**
 * @typedef {object} Checks
 * @property {(name: string, work: () => Promise<string | void>) => Promise<boolean>} check runs one and prints how it went;
 *   the text it answers is printed beside it. Never throws
 * @property {() => { passed: number, failed: number }} tally
 */

/**
 * One line a check, as it ends.
 * @param {(line: string) => void} print
 * @param {AbortSignal} signal aborted: what has not begun is not begun, and what fails is not reported
 * @returns {Checks}
 */
export function createChecks(print, signal) {
  const tally = { passed: 0, failed: 0 };
  return {
    check: async (name, work) => {
      if (signal.aborted) return false;
      const startedMs = performance.now();
      const took = () => `${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s`;
      try {
        const detail = await work();
        tally.passed += 1;
        print(`passed  ${name.padEnd(44)} ${took()}${detail ? `   ${detail}` : ''}`);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        tally.failed += 1;
        const reason = error instanceof Error ? error.message : String(error);
        print(`FAILED  ${name.padEnd(44)} ${took()}`);
        for (const line of reason.trim().split('\n')) print(`          ${line}`);
        return false;
      }
    },
    tally: () => ({ ...tally }),
  };
}

/**
 * Runs `work` for all items, `limit` at a time.
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} limit
 * @param {(item: Item) => Promise<unknown>} work
 */
export async function inParallel(items, limit, work) {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
