import type { Sleep } from '@bodybroker/domain';
import type { Logger } from '@bodybroker/telemetry';
import { ContentError } from './content-error.js';
import type { HealthCheck, Worker } from './service-definition.js';

export interface PublishShippedOptions {
  readonly logger: Logger;
  readonly sleep: Sleep;
}

/** How soon it is tried again when the store does not answer: ms. */
const RETRY_MS = 500;

/**
 * Writes what ships with a service into its store at the start, again until the store takes it. The service is not ready before.
 * @param what in health and logs, such as `the quests`
 * @param publish may be called again after it has failed half-way. A ContentError is not tried again: the worker rejects with it
 */
export function publishShipped(
  what: string,
  publish: () => Promise<void>,
  { logger, sleep }: PublishShippedOptions,
): { readonly worker: Worker; readonly healthCheck: HealthCheck } {
  let isPublished = false;
  const tryToPublish = async (): Promise<void> => {
    try {
      await publish();
      isPublished = true;
    } catch (error) {
      if (error instanceof ContentError) throw error;
      logger.warn('what ships with the service could not be published yet', { what, error });
    }
  };
  return {
    worker: {
      name: 'publish-content',
      run: async (signal) => {
        while (!isPublished && !signal.aborted) {
          await tryToPublish();
          if (!isPublished) await sleep(RETRY_MS, signal);
        }
        if (!signal.aborted) await new Promise((stop) => signal.addEventListener('abort', stop, { once: true }));
      },
    },
    healthCheck: {
      name: 'content',
      check: () => (isPublished ? Promise.resolve() : Promise.reject(new Error(`${what} are not published yet`))),
    },
  };
}
