import { QuestStatus, type IQuestSystemService } from '@bodybroker/contracts-quest-system';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { QUEST_STATUSES } from '../domain/quest.js';
import { showQuest } from '../mapping/show-quest.js';

/** The quests of a player, the newest first. */
export const listQuests =
  ({ quests, definitions }: Deps): Handler<IQuestSystemService, 'listQuests'> =>
  async (request) => {
    const { playerId } = request;
    const statuses = request.status.map((each) => enumName(QuestStatus, each, QUEST_STATUSES, 'status'));
    const page = readPage(request, [playerId, ...statuses]);
    const { entities, nextPageToken } = await quests.list(playerId, statuses, page);
    return { quests: await Promise.all(entities.map((entity) => showQuest(definitions, entity))), nextPageToken };
  };
