import { grant } from './grant.mjs';

/**
 * Publishes the events its contract declares: the type with a player's id, or `_`, after it.
 * @param {readonly { readonly type: string }[]} events
 */
export function publishGrant(events) {
  return grant({ publish: events.map(({ type }) => `${type}.*`) });
}
