import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { DAY_GMS } from '../domain/game-time.js';
import { toChange } from '../mapping/to-npc.js';
import { liveWorld } from '../workers/live-world.js';

/** As far as the game clock itself jumps at once. */
const LONGEST_LEAP_GMS = 360 * DAY_GMS;
const MOST_LISTED = 500;

/** Lets people follow their schedules and needs to a game time. */
export const advanceNpcs =
  (deps: Deps): Handler<INpcBehaviorService, 'advanceNpcs'> =>
  async ({ locationId, toGms: to }, { worldId }) => {
    const toGms = Number(to);
    const { clock } = await deps.worlds.read(worldId);
    if (toGms > Math.max(clock.gms, clock.livedGms) + LONGEST_LEAP_GMS)
      throw invalidArgument('to_gms', 'must be at most a game year ahead', 'TO_GMS_TOO_FAR');
    const changes = await liveWorld(deps, worldId, toGms, locationId);
    return { changed: changes.slice(0, MOST_LISTED).map(toChange), toGms: to, changedCount: changes.length };
  };
