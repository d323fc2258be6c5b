import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@bodybroker/telemetry';
import { ContentError } from './content-error.js';
import type { Worker } from './service-definition.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;

export interface SupervisedWorkers {
  /** Resolves when a worker rejects with a ContentError: the file is as bad when the worker is started again. Else never. */
  readonly badContent: Promise<ContentError>;
  /** Aborts all and waits until they have ended. */
  stop(): Promise<void>;
}

/**
 * Runs workers until stopped. One that throws or ends early is logged and started again after a pause that doubles to 30 s; one that
 * finds a content file bad is not.
 */
export function superviseWorkers(workers: readonly Worker[], logger: Logger): SupervisedWorkers {
  const stopping = new AbortController();
  const badContent = Promise.withResolvers<ContentError>();
  const running = workers.map((worker) => supervise(worker, stopping.signal, logger, badContent.resolve));
  return {
    badContent: badContent.promise,
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function supervise(
  worker: Worker,
  signal: AbortSignal,
  logger: Logger,
  onBadContent: (error: ContentError) => void,
): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const startedMs = performance.now();
    const error = await worker.run(signal).catch((thrown: unknown) => thrown ?? new Error('rejected with nothing'));
    if (signal.aborted) return;
    if (error instanceof ContentError) {
      logger.error('worker ended: bad content', { worker: worker.name, error });
      return onBadContent(error);
    }
    // One that ran well for a while gets a quick restart again.
    if (performance.now() - startedMs > LONGEST_PAUSE_MS) pauseMs = FIRST_PAUSE_MS;
    logger.error('worker ended; starting it again', { worker: worker.name, pauseMs, error });
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
