/** What one piece of the check found. @typedef {{ passed: number, failures: readonly string[] }} Findings */

/**
 * @param {readonly Findings[]} all
 * @returns {{ passed: number, failures: string[] }} `passed` counts what was looked at and not found wanting
 */
export function addFindings(all) {
  const failures = all.flatMap((each) => each.failures);
  const lookedAt = all.reduce((sum, { passed }) => sum + passed, 0);
  return { passed: Math.max(0, lookedAt - failures.length), failures };
}
