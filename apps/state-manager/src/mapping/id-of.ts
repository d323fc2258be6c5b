import type { StateId } from '../domain/state-id.js';

/** The id in a request, without what else the request holds. */
export function idOf({ namespace, ownerId, key }: StateId): StateId {
  return { namespace, ownerId, key };
}
