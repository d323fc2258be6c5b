import { ExecutionStatus, type OrchestrationServiceClient } from '@bodybroker/contracts-orchestration';
import { DomainError } from '@bodybroker/domain';
import { isRpcError, type Client } from '@bodybroker/nats-sdk';
import { fromJsonObject } from '@bodybroker/service-kit';
import type { StartedClaim } from '../domain/claim.js';
import type { QuestPlan } from '../domain/quest-plan.js';
import type { QuestState } from '../domain/quest.js';
import { toRewardInput } from '../mapping/to-reward-input.js';

/** Id of the workflow's definition. */
export const REWARD_WORKFLOW = 'quest_reward';
/** Id of its first step: the one that locks the quest. */
export const FIRST_STEP = 'lock';

/** How often a claim may find its execution undone already before it gives up. */
const MAX_STARTS = 3;

/** Starts the workflow that pays a quest's rewards. */
export class RewardWorkflow {
  readonly #orchestration: Pick<Client<OrchestrationServiceClient>, 'startWorkflow'>;

  constructor(orchestration: Pick<Client<OrchestrationServiceClient>, 'startWorkflow'>) {
    this.#orchestration = orchestration;
  }

  /**
   * The execution that pays this claim, started if it was not: the same claim is the same execution for ever.
   * @throws RpcError as orchestration answers; DomainError UNAVAILABLE CLAIM_ENDING while an earlier claim is being undone
   */
  async start(questId: string, quest: QuestState, plan: QuestPlan): Promise<StartedClaim> {
    const { claim, status } = quest;
    if (status === 'REWARDING' && claim.executionId !== undefined) {
      return { number: claim.number, executionId: claim.executionId };
    }
    for (let number = claim.number; number < claim.number + MAX_STARTS; number += 1) {
      const execution = await this.#startOne(questId, quest, plan, number);
      if (execution.status !== ExecutionStatus.COMPENSATED) return { number, executionId: execution.id };
    }
    throw claimEnding();
  }

  async #startOne(questId: string, quest: QuestState, plan: QuestPlan, number: number) {
    try {
      return await this.#orchestration.startWorkflow(
        {
          definitionId: REWARD_WORKFLOW,
          workflowId: questId,
          playerId: quest.playerId,
          input: fromJsonObject(toRewardInput(questId, quest, plan, number)),
        },
        { idempotencyKey: `${questId}:claim:${number}` },
      );
    } catch (error) {
      if (isRpcError(error) && error.reason === 'WORKFLOW_LIVE') throw claimEnding(error);
      throw error;
    }
  }
}

function claimEnding(cause?: unknown): DomainError {
  const text = 'an earlier claim of this quest is still being undone';
  return new DomainError('UNAVAILABLE', 'CLAIM_ENDING', text, { retryAfterMs: 1000, cause });
}
