import { notFound } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { toServiceRoute } from '../mapping/to-route.js';

export function getRoute({ routes }: Deps): RouterHandler<'getRoute'> {
  return ({ service }) => {
    const record = routes.records.get(service);
    if (record === undefined) return Promise.reject(notFound('route', service));
    return Promise.resolve(toServiceRoute(service, record.value, record.version));
  };
}
