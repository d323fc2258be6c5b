import {
  ObjectiveType,
  Quest,
  QuestStatus,
  StepStatus,
  type ObjectiveProgress,
  type StepProgress,
} from '@bodybroker/contracts-quest-system';
import type { Entity } from '@bodybroker/storage';
import type { Step } from '../domain/quest-definition.js';
import type { QuestPlan } from '../domain/quest-plan.js';
import type { QuestState, StepState } from '../domain/quest.js';
import { toRewards } from './to-rewards.js';

/** A player's quest as the contract says it. What a locked step is about, and secrets not yet touched, stay untold. */
export function toQuest({ id, value: quest, version }: Entity<QuestState>, { definition }: QuestPlan): Quest {
  return Quest.create({
    id,
    playerId: quest.playerId,
    worldId: quest.worldId,
    definitionId: quest.definitionId,
    definitionRevision: quest.revision,
    title: definition.title,
    summary: definition.summary,
    giverNpcId: definition.giverNpcId,
    status: QuestStatus[quest.status],
    steps: definition.steps.flatMap((step, at) => {
      const state = quest.steps[at];
      return state === undefined ? [] : [toStep(step, state)];
    }),
    rewards: toRewards(definition.rewards),
    acceptedMs: BigInt(quest.acceptedMs),
    ...(quest.deadlineGms === undefined ? {} : { deadlineGms: BigInt(quest.deadlineGms) }),
    ...(quest.endedMs === undefined ? {} : { endedMs: BigInt(quest.endedMs) }),
    executionId: quest.claim.executionId ?? '',
    claimProblem: quest.claim.problem ?? '',
    version,
  });
}

function toStep(step: Step, state: StepState): StepProgress {
  const isLocked = state.status === 'LOCKED';
  return {
    stepId: step.id,
    text: isLocked ? '' : step.text,
    status: StepStatus[state.status],
    objectives: isLocked ? [] : toObjectives(step, state),
    branchGroup: step.branchGroup,
  };
}

function toObjectives({ objectives }: Step, { progress }: StepState): ObjectiveProgress[] {
  return objectives.flatMap(({ id, text, type, count, isOptional, isSecret }, of) => {
    const reached = progress[of] ?? 0;
    if (isSecret && reached === 0) return [];
    return [{ objectiveId: id, text, type: ObjectiveType[type], progress: reached, count, optional: isOptional }];
  });
}
