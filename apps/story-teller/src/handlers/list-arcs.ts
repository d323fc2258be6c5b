import type { IStoryTellerService } from '@bodybroker/contracts-story-teller';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toArc, toPlayerArc } from '../mapping/to-arc.js';

/** All arcs, by id; for players without what is to come. */
export const listArcs =
  ({ catalogues }: Deps): Handler<IStoryTellerService, 'listArcs'> =>
  async (request, { actor }) => {
    const { entities, nextPageToken } = await catalogues.arcs(readPage(request));
    return { arcs: entities.map(actor.kind === 'player' ? toPlayerArc : toArc), nextPageToken };
  };
