import { worldOf } from '@bodybroker/service-kit';
import type { Place } from '../storage/place.js';

/** The region a request names, in its world. */
export function placeOf(
  request: { readonly worldId: string; readonly regionId: string },
  context: { readonly worldId: string },
): Place {
  return { worldId: worldOf(request, context), regionId: request.regionId };
}
