import { worldOf } from '@bodybroker/service-kit';
import type { ITimeManagerService } from '@bodybroker/contracts-time-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { pauseClock } from '../domain/world-clock.js';
import { toGameTime } from '../mapping/to-game-time.js';
import { scaleChanged } from '../publishers/scale-changed.js';

/** Stops the clock; a clock that stands already is left as it is. */
export const pauseTime =
  ({ clocks, clock }: Deps): Handler<ITimeManagerService, 'pauseTime'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const nowMs = clock.now();
    const worldClock = await clocks.change(worldId, request.expectedVersion, (before, version) => {
      const after = pauseClock(before, request.reason, nowMs);
      if (after === before) return undefined;
      return { value: after, events: [scaleChanged({ worldId, version, before, after, nowMs }, context)] };
    });
    return toGameTime(worldClock, nowMs);
  };
