import type { Reader } from '../storage/casebooks.js';

/** The player a request names, in the world of its context. */
export function readerOf(request: { readonly playerId: string }, context: { readonly worldId: string }): Reader {
  return { worldId: context.worldId, playerId: request.playerId };
}
