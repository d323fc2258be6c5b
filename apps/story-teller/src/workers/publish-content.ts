import { isDomainError } from '@bodybroker/domain';
import { ContentError, type HealthCheck, type Worker } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { ShippedStories } from '../content/load-stories.js';
import type { Beat } from '../domain/beat.js';
import type { Sleep } from '../deps.js';
import type { Catalogues } from '../storage/catalogues.js';

export interface PublishContentOptions {
  readonly catalogues: Pick<Catalogues, 'publishArc' | 'publishBeat'>;
  readonly content: ShippedStories;
  readonly logger: Logger;
  readonly sleep: Sleep;
}

/** How soon it is tried again when the store does not answer: ms. */
const RETRY_MS = 500;

/**
 * Writes the stories that ship with the service, at the start: what an admin wrote since stays until its file changes. The service
 * is not ready before, and never with ink that does not compile.
 */
export function publishContent({ catalogues, content, logger, sleep }: PublishContentOptions): {
  readonly worker: Worker;
  readonly healthCheck: HealthCheck;
} {
  let isPublished = false;
  let problem = 'the stories are not published yet';
  const publishAll = async (): Promise<void> => {
    try {
      for (const beat of content.beats) await publishBeat(beat);
      for (const arc of content.arcs) await catalogues.publishArc(arc);
      isPublished = true;
    } catch (error) {
      if (error instanceof ContentError) {
        problem = error.message;
        logger.error('a story that ships with the service cannot be told', { error });
      } else logger.warn('the stories could not be published yet', { error });
    }
  };
  const publishBeat = async (beat: Beat): Promise<void> => {
    try {
      await catalogues.publishBeat(beat);
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'INVALID_ARGUMENT') throw error;
      throw new ContentError(`ink/${beat.card.id}.ink`, error.message, error);
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
      check: () => (isPublished ? Promise.resolve() : Promise.reject(new Error(problem))),
    },
  };
}
