import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { chooseStep } from '../domain/choose-step.js';
import { requireOwnQuest } from '../mapping/require-own-quest.js';
import { showQuest } from '../mapping/show-quest.js';

/** Opens one step of a branch group; the others close. */
export const chooseBranch =
  ({ quests, definitions, conditions }: Deps): Handler<IQuestSystemService, 'chooseBranch'> =>
  async ({ questId, stepId, expectedVersion }, context) => {
    requireOwnQuest(questId, context);
    const chosen = await quests.change(
      questId,
      ({ quest, plan, moment }) => chooseStep({ plan, moment, conditions }, quest, stepId),
      expectedVersion === undefined ? {} : { expectedVersion },
    );
    return showQuest(definitions, chosen);
  };
