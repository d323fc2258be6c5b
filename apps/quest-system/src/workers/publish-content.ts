import type { HealthCheck, Worker } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { Sleep } from '../deps.js';
import type { QuestDefinition } from '../domain/quest-definition.js';
import type { Definitions } from '../storage/definitions.js';

export interface PublishContentOptions {
  readonly definitions: Pick<Definitions, 'publishContent'>;
  readonly content: readonly QuestDefinition[];
  readonly logger: Logger;
  readonly sleep: Sleep;
}

/** How soon it is tried again when the store does not answer: ms. */
const RETRY_MS = 500;

/**
 * Publishes the quests that ship with the service, at the start: a file that changed becomes a new revision, what an admin wrote
 * since stays until then. The service is not ready before.
 */
export function publishContent({ definitions, content, logger, sleep }: PublishContentOptions): {
  readonly worker: Worker;
  readonly healthCheck: HealthCheck;
} {
  let isPublished = false;
  const publishAll = async (): Promise<void> => {
    try {
      for (const definition of content) await definitions.publishContent(definition);
      isPublished = true;
    } catch (error) {
      logger.warn('the quests could not be published yet', { error });
    }
  };
  return {
    worker: {
      name: 'publish-content',
      run: async (signal) => {
        while (!isPublished && !signal.aborted) {
          await publishAll();
          if (!isPublished) await sleep(RETRY_MS, signal);
        }
        if (!signal.aborted) await new Promise((stop) => signal.addEventListener('abort', stop, { once: true }));
      },
    },
    healthCheck: {
      name: 'content',
      check: () => (isPublished ? Promise.resolve() : Promise.reject(new Error('the quests are not published yet'))),
    },
  };
}
