import type { Route as RouteMessage } from '@bodybroker/contracts-router';
import type { Deps, RouterHandler } from '../deps.js';
import { routeConditions } from '../domain/conditions.js';
import { checkRoute } from '../domain/route.js';
import { toRoute, toServiceRoute } from '../mapping/to-route.js';
import { routeChanged } from '../publishers/route-changed.js';
import { isRange } from './check-version.js';

export function setRoute({ routes, events, clock }: Deps): RouterHandler<'setRoute'> {
  return async ({ service, route: message, expectedVersion }) => {
    const route = checkRoute(toRoute(message as RouteMessage), isRange);
    for (const { match } of route.rules) if (match !== '') routeConditions.get(match);
    const { value, version } = await routes.write(service, expectedVersion, () => route);
    await events.publish(routeChanged(service, version, clock));
    return toServiceRoute(service, value, version);
  };
}
