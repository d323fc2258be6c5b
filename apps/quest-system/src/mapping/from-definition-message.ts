import { enumName } from '@bodybroker/service-kit';
import {
  type FactReward as WireFact,
  ObjectiveType as WireObjectiveType,
  type QuestDefinition as WireDefinition,
  QuestRepeat,
  type QuestRewards,
  type QuestStep,
} from '@bodybroker/contracts-quest-system';
import { invalidArgument } from '@bodybroker/domain';
import { OBJECTIVE_TYPES } from '../domain/objective-type.js';
import {
  REPEATS,
  REPUTATIONS,
  type FactReward,
  type FactValue,
  type QuestDefinition,
  type ReputationReward,
  type Rewards,
  type Step,
} from '../domain/quest-definition.js';

/** 128 KiB of JSON. */
const MAX_DEFINITION_BYTES = 128 * 1024;

/**
 * A definition as the domain has it.
 * @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED, DEFINITION_TOO_LARGE, FIELD_REQUIRED
 */
export function fromDefinitionMessage(message: WireDefinition): QuestDefinition {
  const repeat = message.repeat === QuestRepeat.UNSPECIFIED ? QuestRepeat.ONCE : message.repeat;
  const definition: QuestDefinition = {
    id: message.id,
    title: message.title,
    summary: message.summary,
    giverNpcId: message.giverNpcId,
    prerequisites: message.prerequisites,
    repeat: enumName(QuestRepeat, repeat, REPEATS, 'definition.repeat'),
    cooldownGms: message.cooldownGms === undefined ? undefined : Number(message.cooldownGms),
    timeLimitGms: message.timeLimitGms === undefined ? undefined : Number(message.timeLimitGms),
    steps: message.steps.map(toStep),
    connections: message.connections.map(({ from, to }) => ({ from, to })),
    rewards: fromRewardsMessage(message.rewards, message.giverNpcId),
    failureConditions: message.failureConditions,
    tags: message.tags,
    isOfferOnly: message.offerOnly,
  };
  if (Buffer.byteLength(JSON.stringify(definition)) > MAX_DEFINITION_BYTES) {
    throw invalidArgument('definition', 'must not be over 128 KiB', 'DEFINITION_TOO_LARGE');
  }
  return definition;
}

function toStep({ id, text, branchGroup, objectives }: QuestStep): Step {
  return {
    id,
    text,
    branchGroup,
    objectives: objectives.map((objective) => ({
      id: objective.id,
      text: objective.text,
      type: enumName(WireObjectiveType, objective.type, OBJECTIVE_TYPES, 'definition.steps.objectives.type'),
      match: objective.match,
      count: Math.max(1, objective.count),
      isOptional: objective.optional,
      isSecret: objective.secret,
      eventType: objective.eventType,
    })),
  };
}

/**
 * Rewards as the domain has them.
 * @param giverNpcId whose the reputation is that names nobody
 * @throws DomainError INVALID_ARGUMENT FIELD_REQUIRED
 */
export function fromRewardsMessage(rewards: QuestRewards | undefined, giverNpcId = ''): Rewards {
  return {
    currency: (rewards?.currency ?? []).map(({ currency, amount }) => ({ currency, amount: String(amount) })),
    items: (rewards?.items ?? []).map(({ itemId, count }) => ({ itemId, count })),
    reputation: (rewards?.reputation ?? []).map((each) => toReputation(each, giverNpcId)),
    flags: rewards?.flags ?? [],
    facts: (rewards?.facts ?? []).map(toFact),
  };
}

function toReputation(
  reward: { readonly npcId: string } & ReputationReward['deltas'],
  giverNpcId: string,
): ReputationReward {
  const npcId = reward.npcId === '' ? giverNpcId : reward.npcId;
  if (npcId === '') {
    throw invalidArgument(
      'definition.rewards.reputation.npc_id',
      'must name somebody: nobody gives it',
      'FIELD_REQUIRED',
    );
  }
  const deltas = Object.fromEntries(REPUTATIONS.map((name) => [name, reward[name]]));
  return { npcId, deltas: deltas as ReputationReward['deltas'] };
}

function toFact({ key, value }: WireFact): FactReward {
  return { key, value: toFactValue(value) };
}

function toFactValue(value: WireFact['value']): FactValue {
  switch (value.oneofKind) {
    case 'boolValue':
      return { kind: 'bool', value: value.boolValue };
    case 'intValue':
      return { kind: 'int', value: String(value.intValue) };
    case 'stringValue':
      return { kind: 'string', value: value.stringValue };
    case undefined:
      throw invalidArgument('definition.rewards.facts.value', 'must be given', 'FIELD_REQUIRED');
  }
}
