import { PartHarvested, SourceKind } from '@bodybroker/contracts-body-broker-integration';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import type { Trace } from '../domain/trace.js';

/** What one harvest leaves on the floor. */
const BLOOD = 1;
const CORPSE = 1;

/** Work leaves blood, and an opened body is a corpse to whoever comes next. One body leaves one corpse. */
export const onPartHarvested = ({ worlds, skies, traces }: Deps): Subscriber =>
  subscriber<PartHarvested>({
    event: PartHarvested,
    durable: 'environmental-narrative-parts',
    filterSubject: 'game.part.harvested.*',
    handle: async (part) => {
      const { worldId, regionId, locationId, playerId, partId, sourceId, sourceKind } = part;
      if (!worlds.has(worldId) || locationId === '') return;
      const sky = await skies.over(worldId, regionId);
      const leftGms = Number(part.gms);
      const blood: Trace = { id: `blood-${partId}`, kind: 'BLOOD', by: playerId, strength: BLOOD, leftGms };
      await traces.leave({ worldId, locationId }, blood, sky);
      if (sourceKind !== SourceKind.CORPSE) return;
      const corpse: Trace = { id: `corpse-${sourceId}`, kind: 'CORPSE', by: '', strength: CORPSE, leftGms };
      await traces.leave({ worldId, locationId }, corpse, sky);
    },
  });
