import type { Worker } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { Deps } from '../deps.js';
import { hourAt } from '../domain/game-hour.js';
import { stepWorld } from './step-world.js';

export interface FollowClockOptions {
  readonly logger: Logger;
  /** Between two questions: ms. */
  readonly syncMs: number;
}

/** How soon the clock is asked again when it did not answer: ms. */
const RETRY_MS = 1000;

/**
 * Asks the game clock for the hour, at the start and every now and then: what a lost event would leave behind is caught up.
 */
export function followClock(deps: Deps, { logger, syncMs }: FollowClockOptions): Worker {
  const follow = async (signal: AbortSignal): Promise<number> => {
    try {
      for (const worldId of deps.worlds) {
        const { gms } = await deps.time.getTime({ worldId }, { signal });
        await stepWorld(deps, worldId, hourAt(Number(gms)));
      }
      return syncMs;
    } catch (error) {
      if (!signal.aborted) logger.warn('the game clock could not be followed', { error });
      return Math.min(RETRY_MS, syncMs);
    }
  };
  return {
    name: 'follow-clock',
    run: async (signal) => {
      while (!signal.aborted) await deps.sleep(await follow(signal), signal);
    },
  };
}
