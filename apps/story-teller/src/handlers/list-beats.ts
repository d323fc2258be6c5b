import type { IStoryTellerService } from '@bodybroker/contracts-story-teller';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { pageOfBeats } from '../mapping/page-of-beats.js';

/** The beats of an arc, or all, by id. */
export const listBeats =
  ({ catalogues }: Deps): Handler<IStoryTellerService, 'listBeats'> =>
  async (request) => {
    const { arcId } = request;
    return pageOfBeats(catalogues, arcId, readPage(request, [arcId]));
  };
