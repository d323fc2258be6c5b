import type { IWorldStateService, WorldChange } from '@bodybroker/contracts-world-state';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { isFor, toChange } from '../mapping/to-change.js';

const DEFAULT_LIMIT = 200;

/** What changed after a revision. */
export const getChanges =
  ({ worlds, log }: Deps): Handler<IWorldStateService, 'getChanges'> =>
  async (request, context) => {
    const worldId = worldOf(request, context);
    const limit = request.limit === 0 ? DEFAULT_LIMIT : request.limit;
    const regionIds = new Set(request.regionIds);
    const { revision: current, model } = await worlds.read(worldId);
    const revisions = await log.after(worldId, request.sinceRevision, { current, limit });
    const changes: WorldChange[] = [];
    let revision = request.sinceRevision;
    for (const each of revisions) {
      if (changes.length >= limit) break;
      const told = each.writes.filter((write) => isFor(regionIds, write));
      changes.push(...told.map((write) => toChange(each.revision, write, model)));
      revision = each.revision;
    }
    return { changes, revision, truncated: revision < current };
  };
