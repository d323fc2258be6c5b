import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { endQuest } from '../domain/quest.js';
import { requireOwnQuest } from '../mapping/require-own-quest.js';
import { showQuest } from '../mapping/show-quest.js';

/** Gives an active quest up. */
export const abandonQuest =
  ({ quests, definitions, clock }: Deps): Handler<IQuestSystemService, 'abandonQuest'> =>
  async ({ questId, expectedVersion }, context) => {
    requireOwnQuest(questId, context);
    const abandoned = await quests.change(
      questId,
      ({ quest }) => endQuest(quest, 'abandon', clock.now()),
      expectedVersion === undefined ? {} : { expectedVersion },
    );
    return showQuest(definitions, abandoned);
  };
