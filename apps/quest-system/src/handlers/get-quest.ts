import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { requireOwnQuest } from '../mapping/require-own-quest.js';
import { showQuest } from '../mapping/show-quest.js';

/** One quest of a player. */
export const getQuest =
  ({ quests, definitions }: Deps): Handler<IQuestSystemService, 'getQuest'> =>
  async ({ questId }, context) => {
    requireOwnQuest(questId, context);
    return showQuest(definitions, await quests.require(questId));
  };
