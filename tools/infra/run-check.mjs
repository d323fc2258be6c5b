import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** No check may take longer. */
const LONGEST_MS = 15 * 60_000;

/**
 * Runs one check in a folder of its own; whatever it throws is a failure of it.
 * @param {import('./check.mjs').Check} check
 * @param {{ root: string, log: (line: string) => void, signal: AbortSignal }} options
 * @returns {Promise<import('./check.mjs').CheckResult>}
 */
export async function runCheck(check, { root, log, signal }) {
  const tmpDir = await mkdtemp(join(tmpdir(), `infra-${check.name}-`));
  const tooLong = AbortSignal.timeout(LONGEST_MS);
  try {
    const result = await check.run({ root, tmpDir, log, signal: AbortSignal.any([signal, tooLong]) });
    if (signal.aborted) return { passed: result.passed, failures: [...result.failures, 'interrupted'] };
    if (tooLong.aborted) return { passed: result.passed, failures: [...result.failures, 'took too long'] };
    if (result.skipped === undefined && result.passed + result.failures.length === 0) {
      return { passed: 0, failures: ['checked nothing'] };
    }
    return result;
  } catch (error) {
    return { passed: 0, failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  } finally {
    await rm(tmpDir, { recursive: true, force: true });
  }
}
