/**
 * Reads the closing numbers of `node --test` in TAP form.
 * @param {string} output
 * @returns {import('./tally.mjs').Tally}
 */
export function readNodeTestResults(output) {
  const number = (/** @type {string} */ name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return {
    passed: number('pass'),
    failed: number('fail') + number('cancelled'),
    skipped: number('skipped') + number('todo'),
  };
}
