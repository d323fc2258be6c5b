import type { IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toArc, toPlayerArc } from '../mapping/to-arc.js';

/** One arc; for players without what is to come. */
export const getArc =
  ({ catalogues }: Deps): Handler<IStoryTellerService, 'getArc'> =>
  async ({ arcId }, { actor }) => {
    const arc = await catalogues.arc(arcId);
    return actor.kind === 'player' ? toPlayerArc(arc) : toArc(arc);
  };
