import { readPage } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { toServiceRoute } from '../mapping/to-route.js';
import { recordPage } from './record-page.js';

export function listRoutes({ routes }: Deps): RouterHandler<'listRoutes'> {
  return (request) => {
    const all = [...routes.records].map(
      ([service, { value, version }]) => [service, toServiceRoute(service, value, version)] as const,
    );
    const { records, nextPageToken } = recordPage(all, readPage(request));
    return Promise.resolve({ routes: [...records], nextPageToken });
  };
}
