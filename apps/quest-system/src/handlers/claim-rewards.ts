import { ClaimRewardsRequest, RewardsClaim, type IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { assertClaimable, claimStarted, type StartedClaim } from '../domain/claim.js';
import { requireOwnQuest } from '../mapping/require-own-quest.js';
import { toQuest } from '../mapping/to-quest.js';

/** Starts the workflow that pays the rewards; two claims at once start one. */
export const claimRewards =
  ({ quests, rewards }: Deps): Handler<IQuestSystemService, 'claimRewards'> =>
  async (request, context) => {
    const { questId } = request;
    requireOwnQuest(questId, context);
    let started: StartedClaim | undefined;
    const result = await quests.changeOnce(
      questId,
      receiptOf(context, ClaimRewardsRequest.toBinary(request)),
      async ({ quest, plan }) => {
        if (started === undefined) {
          assertClaimable(quest);
          started = await rewards.start(questId, quest, plan);
        }
        // By now the workflow may have begun, or even paid: what it wrote stands.
        const noted = claimStarted(quest, started);
        return noted && { quest: noted, happenings: [] };
      },
      (entity, plan) => {
        const executionId = started?.executionId ?? '';
        return RewardsClaim.toBinary({ quest: toQuest(entity, plan), workflowId: questId, executionId });
      },
    );
    if (result.status === 'replayed') markReplay(context);
    return RewardsClaim.fromBinary(result.response);
  };
