import type { IStoryTellerService } from '@bodybroker/contracts-story-teller';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toEntry } from '../mapping/to-entry.js';

/** What happened to a player, the newest first. */
export const getChronicle =
  ({ stories }: Deps): Handler<IStoryTellerService, 'getChronicle'> =>
  async (request, { worldId }) => {
    const { playerId } = request;
    const page = readPage(request, [playerId, worldId]);
    const before = page.after === undefined ? {} : { before: BigInt(page.after) };
    const found = await stories.chronicle({ playerId, worldId }, { limit: page.size + 1, ...before });
    const shown = found.slice(0, page.size);
    const last = shown.at(-1);
    return {
      entries: shown.map(({ entry }) => toEntry(entry)),
      nextPageToken: last === undefined || found.length <= page.size ? '' : page.next(String(last.sequence)),
    };
  };
