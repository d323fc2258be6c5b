import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { isFor, toChange } from '../mapping/to-change.js';

/** How often the world is looked at: real milliseconds. */
const LOOK_MS = 250;
/** Revisions told at a time. */
const LIMIT = 200;

/** Every change after a revision, as it happens, until the caller leaves. */
export const watchChanges = ({ worlds, log, sleep }: Deps): Handler<IWorldStateService, 'watchChanges'> =>
  async function* (request, context) {
    const worldId = worldOf(request, context);
    const regionIds = new Set(request.regionIds);
    let told = request.sinceRevision;
    while (!context.signal.aborted) {
      const { revision: current, model } = await worlds.read(worldId);
      told ??= current;
      for (const { revision, writes } of await log.after(worldId, told, { current, limit: LIMIT })) {
        for (const write of writes) if (isFor(regionIds, write)) yield toChange(revision, write, model);
        told = revision;
      }
      if (told === current) await sleep(LOOK_MS, context.signal);
    }
  };
