import { addTallies, EMPTY_TALLY, formatTally, isGreen } from '../dev/checks/tally.mjs';

/** Runs named checks one after the other, prints a line for each as it ends, and counts them. */
export class CheckList {
  #tally = EMPTY_TALLY;
  #signal;

  /** @param {AbortSignal} signal ends the list: what did not run is not counted as passed */
  constructor(signal) {
    this.#signal = signal;
  }

  /**
   * @template T
   * @param {string} name
   * @param {() => Promise<T> | T} body throws when the check fails
   * @returns {Promise<T | undefined>} what the body gave; undefined when it failed
   */
  async check(name, body) {
    this.#signal.throwIfAborted();
    const startedMs = performance.now();
    try {
      const result = await body();
      this.#tally = addTallies(this.#tally, { passed: 1, failed: 0, skipped: 0 });
      console.log(`passed  ${name}  ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
      return result;
    } catch (error) {
      this.#signal.throwIfAborted();
      this.#tally = addTallies(this.#tally, { passed: 0, failed: 1, skipped: 0 });
      console.log(`FAILED  ${name}`);
      for (const line of reasonOf(error).split('\n')) console.log(`    ${line}`);
      return undefined;
    }
  }

  /** @returns {number} the exit code, after the last line is printed */
  finish() {
    console.log(`\n${formatTally(this.#tally)}`);
    return isGreen(this.#tally) ? 0 : 1;
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}
