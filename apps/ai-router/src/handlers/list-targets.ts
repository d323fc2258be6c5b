import { pageOf, readPage } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { toTargetMessage } from '../mapping/to-target-message.js';
import { standingsOf } from '../routing/standings.js';

/** The targets by model_ref, and how they do. */
export const listTargets =
  (deps: Deps): RouterHandler<'listTargets'> =>
  async (request) => {
    const targets = await deps.catalogue.current();
    const { rows, nextPageToken } = pageOf(targets, readPage(request), ({ modelRef }) => modelRef);
    const standings = await standingsOf(deps, rows);
    return { targets: standings.map((standing) => toTargetMessage(standing, deps.clock.now())), nextPageToken };
  };
