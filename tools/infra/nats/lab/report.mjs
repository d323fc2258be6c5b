/**
 * What the lab found, as lines of JSON that the check reads.
 * @typedef {{ passed: string } | { failed: string, reason: string } | { log: string }} Finding
 */

/** @param {Finding} finding */
export function report(finding) {
  process.stdout.write(`${JSON.stringify(finding)}\n`);
}

/**
 * Notes whether something is so.
 * @param {string} what
 * @param {boolean} isSo
 * @param {() => string} [reason] what explains it, if it is not
 */
export function expect(what, isSo, reason = () => '') {
  report(isSo ? { passed: what } : { failed: what, reason: reason() });
}

/**
 * Notes whether something becomes so in time.
 * @param {string} what
 * @param {number} seconds
 * @param {() => Promise<boolean> | boolean} attempt what it throws means: not yet
 * @param {() => string} [reason]
 * @returns {Promise<boolean>}
 */
export async function expectWithin(what, seconds, attempt, reason = () => '') {
  const deadline = performance.now() + seconds * 1000;
  let last = '';
  while (performance.now() < deadline) {
    try {
      if (await attempt()) {
        report({ passed: what });
        return true;
      }
    } catch (error) {
      last = String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  report({ failed: what, reason: `not within ${seconds} s. ${last} ${reason()}` });
  return false;
}
