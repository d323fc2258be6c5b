import { worldOf } from '@bodybroker/service-kit';
import type { ITimeManagerService } from '@bodybroker/contracts-time-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toGameTime } from '../mapping/to-game-time.js';

/** The present game time of a world. */
export const getTime =
  ({ clocks, clock }: Deps): Handler<ITimeManagerService, 'getTime'> =>
  async (request, context) => {
    const worldClock = await clocks.read(worldOf(request, context));
    return toGameTime(worldClock, clock.now());
  };
