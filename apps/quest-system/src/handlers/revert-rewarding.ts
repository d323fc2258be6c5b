import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { revertRewarding as reverted } from '../domain/claim.js';
import { showQuest } from '../mapping/show-quest.js';

/** The payment was undone. */
export const revertRewarding =
  ({ quests, definitions }: Deps): Handler<IQuestSystemService, 'revertRewarding'> =>
  async ({ questId, claim, reason }) => {
    const changed = await quests.change(questId, ({ quest }) => {
      const next = reverted(quest, claim, reason);
      return next && { quest: next, happenings: [] };
    });
    return showQuest(definitions, changed);
  };
