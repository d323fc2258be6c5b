import {
  FailureCause,
  QuestAccepted,
  QuestClaimed,
  QuestCompleted,
  QuestFailed,
  QuestObjectiveProgressed,
  QuestStepCompleted,
} from '@bodybroker/contracts-quest-system';
import type { Clock } from '@bodybroker/domain';
import { createEvent, currentContext, type EventFacts } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { QuestPlan } from '../domain/quest-plan.js';
import type { Happening, QuestChange, QuestState } from '../domain/quest.js';
import { toRewards } from '../mapping/to-rewards.js';

interface Told {
  readonly questId: string;
  readonly quest: QuestState;
  readonly plan: QuestPlan;
  readonly facts: EventFacts;
}

/** Tells of everything that happened in one change, in its order. */
export function questTold(
  questId: string,
  { quest, happenings }: QuestChange,
  version: bigint,
  plan: QuestPlan,
  clock: Clock,
): readonly OutboxEvent[] {
  return happenings.map((happening, nth) => {
    const facts: EventFacts = {
      source: 'quest-system',
      clock,
      // Several events of one type may come with one version.
      eventId: `quest-system:${questId}:${version}:${nth}:${happening.kind}`,
      entityId: questId,
      entityVersion: version,
      playerId: quest.playerId,
      context: originOf(quest, questId, version),
    };
    return eventOf(happening, { questId, quest, plan, facts });
  });
}

/** The quest's own world, whatever the world of the request was. */
function originOf({ worldId }: QuestState, questId: string, version: bigint): NonNullable<EventFacts['context']> {
  const id = `quest-system:${questId}:${version}`;
  return { ...(currentContext() ?? { requestId: id, correlationId: id }), worldId };
}

function eventOf(happening: Happening, told: Told): OutboxEvent {
  const { questId, quest, plan, facts } = told;
  const { definition } = plan;
  const who = { questId, playerId: quest.playerId, definitionId: definition.id };
  const named = { ...who, title: definition.title, giverNpcId: definition.giverNpcId, tags: [...definition.tags] };
  switch (happening.kind) {
    case 'accepted': {
      const deadline = quest.deadlineGms === undefined ? {} : { deadlineGms: BigInt(quest.deadlineGms) };
      return createEvent(QuestAccepted, { ...named, ...deadline, definitionRevision: quest.revision }, facts);
    }
    case 'progressed':
      return progressed(happening, who, told);
    case 'step_completed': {
      const { stepId, opened, offered } = happening;
      const text = plan.steps.get(stepId)?.text ?? '';
      const next = { openedStepIds: [...opened], offeredStepIds: [...offered] };
      return createEvent(QuestStepCompleted, { ...who, stepId, text, ...next }, facts);
    }
    case 'completed':
      return createEvent(QuestCompleted, { ...named, doneStepIds: [...happening.doneSteps] }, facts);
    case 'failed':
      return createEvent(QuestFailed, { ...named, cause: FailureCause[happening.cause] }, facts);
    case 'claimed':
      return createEvent(QuestClaimed, { ...named, rewards: toRewards(definition.rewards) }, facts);
  }
}

function progressed(
  { stepId, objectiveId, progress }: Extract<Happening, { kind: 'progressed' }>,
  who: { readonly questId: string; readonly playerId: string; readonly definitionId: string },
  { plan, facts }: Told,
): OutboxEvent {
  const objective = plan.steps.get(stepId)?.objectives.find(({ id }) => id === objectiveId);
  const { text = '', count = 1 } = objective ?? {};
  const causeEventId = currentContext()?.causationId ?? '';
  return createEvent(
    QuestObjectiveProgressed,
    { ...who, stepId, objectiveId, progress, count, text, causeEventId },
    facts,
  );
}
