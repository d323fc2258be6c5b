import { isRpcError } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';

/** Asks another service where there is a way without it: when it does not answer, or refuses, the talk goes on. */
export async function orElse<T, F>(
  ask: Promise<T>,
  fallback: F,
  noting: { logger: Logger; what: string },
): Promise<T | F> {
  try {
    return await ask;
  } catch (error) {
    const reason = isRpcError(error) ? error.reason : String(error);
    noting.logger.debug('a talk goes on without', { what: noting.what, reason });
    return fallback;
  }
}
