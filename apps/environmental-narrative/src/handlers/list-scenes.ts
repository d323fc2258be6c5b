import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toScene } from '../mapping/scene-message.js';

/** Scenes with all they hide, by id. */
export const listScenes =
  ({ catalogue }: Deps): Handler<IEnvironmentalNarrativeService, 'listScenes'> =>
  async (request) => {
    const page = readPage(request, [request.locationId]);
    const { rows, nextPageToken } = await catalogue.list(request.locationId, page);
    return { scenes: rows.map(toScene), nextPageToken };
  };
