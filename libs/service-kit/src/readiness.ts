import type { Readiness } from './health-server.js';
import type { HealthCheck } from './service-definition.js';

const CHECK_TIMEOUT_MS = 1000;

/** Runs all checks at once, each for at most a second. */
export async function checkReadiness(checks: readonly HealthCheck[]): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check }): Promise<readonly [string, string]> => {
      try {
        const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS);
        await Promise.race([check(signal), rejectOnAbort(signal)]);
        return [name, 'ok'];
      } catch (error) {
        return [name, error instanceof Error ? error.message : 'failed'];
      }
    }),
  );
  return { ready: results.every(([, state]) => state === 'ok'), checks: Object.fromEntries(results) };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer in ${CHECK_TIMEOUT_MS} ms`)), { once: true });
  });
}
