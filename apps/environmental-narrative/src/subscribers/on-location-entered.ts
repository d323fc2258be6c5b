import { LocationEntered } from '@bodybroker/contracts-world-state';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** A tread, beside a body's blood. */
const FOOTPRINT = 0.4;

/** Whoever comes leaves footprints; a second time the same ones, fresh. */
export const onLocationEntered = ({ worlds, skies, traces }: Deps): Subscriber =>
  subscriber<LocationEntered>({
    event: LocationEntered,
    durable: 'environmental-narrative-locations',
    filterSubject: 'game.world.location_entered.*',
    handle: async ({ worldId, regionId, locationId, entityId, arrivedGms }) => {
      if (!worlds.has(worldId)) return;
      const sky = await skies.over(worldId, regionId);
      const leftGms = Number(arrivedGms);
      const trace = { id: `steps-${entityId}`, kind: 'FOOTPRINT', by: entityId, strength: FOOTPRINT, leftGms } as const;
      await traces.leave({ worldId, locationId }, trace, sky);
    },
  });
