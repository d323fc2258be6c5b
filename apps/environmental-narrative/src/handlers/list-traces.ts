import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { visibleTraces } from '../domain/trace.js';
import { toTrace } from '../mapping/to-trace.js';

/** What is left in a place, strongest first. */
export const listTraces =
  ({ surroundings, traces }: Deps): Handler<IEnvironmentalNarrativeService, 'listTraces'> =>
  async (request, context) => {
    const { worldId } = context;
    const { locationId } = request;
    const { region } = await surroundings.place(worldId, locationId);
    const [left, gms, sky] = await Promise.all([
      traces.at({ worldId, locationId }),
      surroundings.now(worldId),
      surroundings.sky(worldId, region),
    ]);
    return { traces: visibleTraces(left, gms, sky).map(({ trace, strength }) => toTrace(locationId, trace, strength)) };
  };
