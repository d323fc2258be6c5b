import { createConditionCache, type ConditionCache, type UndecidedCondition } from '@bodybroker/conditions';
import {
  CLOCK_VARIABLES,
  EVENT_VARIABLES,
  FACT_VARIABLES,
  FAILURE_VARIABLES,
  PREREQUISITE_VARIABLES,
} from './condition-variables.js';
import { OBJECTIVE_SOURCES, type ObjectiveType } from './objective-type.js';

/** The compiled conditions of all quests, a cache for each set of variables. */
export interface QuestConditions {
  readonly event: ConditionCache;
  readonly clock: ConditionCache;
  readonly facts: ConditionCache;
  readonly failure: ConditionCache;
  readonly prerequisites: ConditionCache;
}

/** @param onMissing told once for each condition that could not be decided */
export function createQuestConditions(onMissing: (undecided: UndecidedCondition) => void): QuestConditions {
  const options = { onMissing };
  return {
    event: createConditionCache(EVENT_VARIABLES, options),
    clock: createConditionCache(CLOCK_VARIABLES, options),
    facts: createConditionCache(FACT_VARIABLES, options),
    failure: createConditionCache(FAILURE_VARIABLES, options),
    prerequisites: createConditionCache(PREREQUISITE_VARIABLES, options),
  };
}

/** The cache that the match of an objective of this type belongs to; undefined where there is nothing to match. */
export function matchCacheOf(conditions: QuestConditions, type: ObjectiveType): ConditionCache | undefined {
  const { kind } = OBJECTIVE_SOURCES[type];
  switch (kind) {
    case 'events':
      return conditions.event;
    case 'clock':
      return conditions.clock;
    case 'facts':
      return conditions.facts;
    case 'reported':
      return undefined;
  }
}
