import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toNpc } from '../mapping/to-npc.js';

/** The people of the city by id, all or those at a place or of a faction. */
export const listNpcs =
  (deps: Deps): Handler<INpcBehaviorService, 'listNpcs'> =>
  async (request, { worldId }) => {
    await deps.settle(worldId);
    const { locationId, faction } = request;
    const page = readPage(request, [worldId, locationId, faction]);
    const { rows, nextPageToken } = await deps.roster.list(worldId, { locationId, faction }, page);
    const now = { gms: await deps.worlds.gmsNow(worldId), ms: deps.clock.now() };
    return { npcs: rows.map((person) => toNpc(person, now)), nextPageToken };
  };
