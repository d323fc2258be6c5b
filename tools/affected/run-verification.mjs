import { CheckList } from './check-list.mjs';

/**
 * Runs a verification to its end: an interruption is passed on as a signal, so that it cleans up; what could not even
 * start is a failure, too. Sets the exit code.
 * @param {string} name such as `affected:verify`
 * @param {(list: CheckList, signal: AbortSignal) => Promise<void>} verify
 */
export async function runVerification(name, verify) {
  const interrupted = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => interrupted.abort(new Error('interrupted')));
  }
  const list = new CheckList(interrupted.signal);
  try {
    await verify(list, interrupted.signal);
    process.exitCode = list.finish();
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    if (interrupted.signal.aborted) process.exitCode = 130;
    else console.log('\n0 passed, 1 failed');
    process.exitCode ||= 1;
  }
}
