import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { beginRewarding as begun } from '../domain/claim.js';
import { showQuest } from '../mapping/show-quest.js';

/** The workflow begins to pay. */
export const beginRewarding =
  ({ quests, definitions }: Deps): Handler<IQuestSystemService, 'beginRewarding'> =>
  async ({ questId, claim, executionId }) => {
    const changed = await quests.change(questId, ({ quest }) => {
      const next = begun(quest, claim, executionId);
      return next && { quest: next, happenings: [] };
    });
    return showQuest(definitions, changed);
  };
