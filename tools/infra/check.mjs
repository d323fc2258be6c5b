/**
 * What a check is run with.
 * @typedef {object} CheckContext
 * @property {string} root the checkout
 * @property {string} tmpDir a folder of the check's own, removed after it
 * @property {(line: string) => void} log shown while the check runs
 * @property {AbortSignal} signal aborted when the run is interrupted or takes too long
 */
/**
 * @typedef {object} CheckResult
 * @property {number} passed
 * @property {readonly string[]} failures each with its reason, and the error output that explains it
 * @property {readonly string[]} [notExercised] what this check would show elsewhere but not here, and why
 * @property {string} [skipped] why nothing was checked
 */
/**
 * One file in checks/ that exports `check`.
 * @typedef {object} Check
 * @property {string} name
 * @property {string} about
 * @property {(context: CheckContext) => Promise<CheckResult>} run
 */

export {};
