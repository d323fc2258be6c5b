import { pageOf, readPage } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { toServiceRoute } from '../mapping/to-route.js';

export function listRoutes({ routes }: Deps): RouterHandler<'listRoutes'> {
  return (request) => {
    const { rows, nextPageToken } = pageOf(routes.records, readPage(request), ([service]) => service);
    const shown = rows.map(([service, { value, version }]) => toServiceRoute(service, value, version));
    return Promise.resolve({ routes: shown, nextPageToken });
  };
}
