import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { oldest } from '../domain/oldest.js';
import { visibleTraces } from '../domain/trace.js';
import { toTrace } from '../mapping/to-trace.js';

/** What is left in a place, strongest first. */
export const listTraces =
  ({ surroundings, traces }: Deps): Handler<IEnvironmentalNarrativeService, 'listTraces'> =>
  async (request, context) => {
    const { worldId } = context;
    const { locationId } = request;
    const { region } = await surroundings.place(worldId, locationId);
    const left = await traces.at({ worldId, locationId });
    const since = oldest(left.map(({ leftGms }) => leftGms));
    const [gms, sky] = await Promise.all([surroundings.now(worldId), surroundings.sky(worldId, region, since)]);
    return { traces: visibleTraces(left, gms, sky).map(({ trace, strength }) => toTrace(locationId, trace, strength)) };
  };
