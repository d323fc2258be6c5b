import type { IWorldStateService, WeatherRef } from '@bodybroker/contracts-world-state';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { askingPlayer } from '../mapping/asking-player.js';
import { occasionOf } from '../mapping/occasion-of.js';
import { toClock, toWeatherRef } from '../mapping/to-clock.js';
import { snapshotThings } from '../mapping/snapshot-things.js';

/** Up to three regions with all that is in them, as they are at one revision; what things are like only if asked for. */
export const getWorldSnapshot =
  (deps: Deps): Handler<IWorldStateService, 'getWorldSnapshot'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const playerId = askingPlayer(request, context);
    const world = await deps.worlds.read(worldId);
    const { model, clock, revision } = world;
    const here = occasionOf(world, playerId, deps).player?.locationId ?? deps.startLocationId;
    const homeId = model.get('location', here)?.value.regionId ?? '';
    const regionIds = [...new Set(request.regionIds.length === 0 ? [homeId] : request.regionIds)].sort();
    const unknown = regionIds.find((id) => model.get('region', id) === undefined);
    if (unknown !== undefined) throw notFound('region', unknown);
    return {
      worldId,
      revision,
      clock: toClock(clock.value),
      ...snapshotThings(model, { regionIds, withDetails: request.withDetails }),
      weather: regionIds
        .map((id): WeatherRef | undefined => toWeatherRef(id, clock.value))
        .filter((ref) => ref !== undefined),
    };
  };
