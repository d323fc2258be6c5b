import { createConditionCache } from '@bodybroker/conditions';

/** What a route rule sees of a call. */
export const routeConditions = createConditionCache({ method: 'string', player_id: 'string', headers: 'map' });
