import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { finishRewarding as finished } from '../domain/claim.js';
import { showQuest } from '../mapping/show-quest.js';

/** All is paid. */
export const finishRewarding =
  ({ quests, definitions }: Deps): Handler<IQuestSystemService, 'finishRewarding'> =>
  async ({ questId, claim, receipt }) =>
    showQuest(definitions, await quests.change(questId, ({ quest }) => finished(quest, claim, receipt)));
