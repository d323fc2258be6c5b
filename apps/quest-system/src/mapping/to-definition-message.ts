import {
  DefinitionStatus,
  ObjectiveType,
  QuestDefinition as WireDefinition,
  QuestRepeat,
} from '@bodybroker/contracts-quest-system';
import type { Entity } from '@bodybroker/storage';
import type { QuestDefinition, Step } from '../domain/quest-definition.js';
import type { QuestPlan } from '../domain/quest-plan.js';
import type { DefinitionRecord } from '../storage/definitions.js';
import { toRewards } from './to-rewards.js';

/** A definition with all that is in it: its draft. */
export function toDefinitionMessage({ value: { draft, revision }, version }: Entity<DefinitionRecord>): WireDefinition {
  return { ...toMessage(draft), status: statusOf(revision), revision, version };
}

/** One published revision, with all that is in it. */
export function toRevisionMessage(
  { definition, revision }: QuestPlan,
  { version }: Entity<DefinitionRecord>,
): WireDefinition {
  return { ...toMessage(definition), status: DefinitionStatus.PUBLISHED, revision, version };
}

/** What a player may see of a revision: no conditions, no secret objectives. */
export function toPlayerMessage(plan: QuestPlan, record: Entity<DefinitionRecord>): WireDefinition {
  const message = toRevisionMessage(plan, record);
  return {
    ...message,
    prerequisites: '',
    failureConditions: [],
    steps: message.steps.map((step) => ({
      ...step,
      objectives: step.objectives.filter(({ secret }) => !secret).map((each) => ({ ...each, match: '' })),
    })),
  };
}

const statusOf = (revision: number): DefinitionStatus =>
  revision === 0 ? DefinitionStatus.DRAFT : DefinitionStatus.PUBLISHED;

function toMessage(definition: QuestDefinition): WireDefinition {
  const { cooldownGms, timeLimitGms } = definition;
  return WireDefinition.create({
    id: definition.id,
    title: definition.title,
    summary: definition.summary,
    giverNpcId: definition.giverNpcId,
    prerequisites: definition.prerequisites,
    repeat: QuestRepeat[definition.repeat],
    ...(cooldownGms === undefined ? {} : { cooldownGms: BigInt(cooldownGms) }),
    ...(timeLimitGms === undefined ? {} : { timeLimitGms: BigInt(timeLimitGms) }),
    steps: definition.steps.map(toStep),
    connections: definition.connections.map(({ from, to }) => ({ from, to })),
    rewards: toRewards(definition.rewards),
    failureConditions: [...definition.failureConditions],
    tags: [...definition.tags],
    offerOnly: definition.isOfferOnly,
  });
}

function toStep({ id, text, branchGroup, objectives }: Step) {
  return {
    id,
    text,
    branchGroup,
    objectives: objectives.map((objective) => ({
      id: objective.id,
      text: objective.text,
      type: ObjectiveType[objective.type],
      match: objective.match,
      count: objective.count,
      optional: objective.isOptional,
      secret: objective.isSecret,
      eventType: objective.eventType,
    })),
  };
}
