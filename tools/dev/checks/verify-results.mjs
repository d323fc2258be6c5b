/**
 * Reads what a verify command printed: a line for each check, and at the end the sum.
 * @param {string} output
 * @returns {{ tally: import('./tally.mjs').Tally, failures: readonly string[] }}
 */
export function readVerifyResults(output) {
  const [, passed = 0, failed = 0, skipped = 0] =
    [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1) ?? [];
  return {
    tally: { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) },
    failures: [...output.matchAll(/^FAILED\s+(.*(?:\n[ \t]+.*){0,12})/gm)].map((match) => match[1] ?? ''),
  };
}
