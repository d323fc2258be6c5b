import type { Deps, RouterHandler } from '../deps.js';
import { routeChanged } from '../publishers/route-changed.js';

export function deleteRoute({ routes, events, clock }: Deps): RouterHandler<'deleteRoute'> {
  return async ({ service, expectedVersion }) => {
    const deleted = (await routes.delete(service, expectedVersion)) !== undefined;
    if (deleted) await events.publish(routeChanged(service, 0n, clock));
    return { deleted };
  };
}
