import { worldOf } from '@bodybroker/service-kit';
import type { ITimeManagerService } from '@bodybroker/contracts-time-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { setScale } from '../domain/world-clock.js';
import { toGameTime } from '../mapping/to-game-time.js';
import { scaleChanged } from '../publishers/scale-changed.js';

/** Makes the clock run at another speed from now on. */
export const setTimeScale =
  ({ clocks, clock }: Deps): Handler<ITimeManagerService, 'setTimeScale'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const nowMs = clock.now();
    const worldClock = await clocks.change(worldId, request.expectedVersion, (before, version) => {
      const after = setScale(before, request.scale, nowMs);
      return { value: after, events: [scaleChanged({ worldId, version, before, after, nowMs }, context)] };
    });
    return toGameTime(worldClock, nowMs);
  };
