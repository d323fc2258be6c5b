import { WorkflowCompensated, WorkflowStuck } from '@bodybroker/contracts-orchestration';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { executionUndone } from '../domain/claim.js';
import { isQuestId } from '../domain/quest-id.js';
import { FIRST_STEP, REWARD_WORKFLOW } from '../peers/reward-workflow.js';

/**
 * A payment was undone, or hangs where nothing but our own step is left to undo: the quest can be claimed anew. One that is stuck
 * farther on may have paid something, so its quest stays REWARDING until an operator has put it right (RevertRewarding).
 */
export const onWorkflowUndone = ({ quests, logger }: Deps): Subscriber =>
  subscriber<WorkflowCompensated | WorkflowStuck>({
    event: [WorkflowCompensated, WorkflowStuck],
    durable: 'quest-system-workflows',
    filterSubject: 'sys.workflow.>',
    handle: async ({ definitionId, workflowId, executionId, stepId, error }, { event }) => {
      if (definitionId !== REWARD_WORKFLOW || !isQuestId(workflowId)) return;
      const isStuck = event.type === 'sys.workflow.stuck';
      if (isStuck) logger.error('the rewards of a quest are stuck', { questId: workflowId, executionId, stepId });
      if (isStuck && stepId !== FIRST_STEP) return;
      await quests.change(workflowId, ({ quest }) => {
        const undone = executionUndone(quest, executionId, error?.reason ?? 'CANCELLED');
        return undone && { quest: undone, happenings: [] };
      });
    },
  });
