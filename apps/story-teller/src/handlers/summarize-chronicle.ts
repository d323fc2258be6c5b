import type { IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { recap } from '../domain/recap.js';

const USUAL_WORDS = 120;
/** As far back as a recap looks. */
const RECAP_ENTRIES = 200;

/** What happened to a player, in few words. */
export const summarizeChronicle =
  ({ stories, tastes, narrator }: Deps): Handler<IStoryTellerService, 'summarizeChronicle'> =>
  async ({ playerId, maxWords }, { worldId }) => {
    const words = maxWords === 0 ? USUAL_WORDS : maxWords;
    const found = await stories.chronicle({ playerId, worldId }, { limit: RECAP_ENTRIES });
    const own = recap(
      found.map(({ entry }) => entry),
      words,
    );
    const paragraphs = own === '' ? [] : [own];
    const taste = await tastes.of(playerId);
    const text = await narrator.phrase({ id: `recap:${playerId}`, playerId, taste, paragraphs }, words);
    return { text, entries: found.length };
  };
