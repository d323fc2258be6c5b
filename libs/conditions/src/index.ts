export { compileCondition, MAX_CONDITION_LENGTH } from './compile-condition.js';
export { createConditionCache } from './condition-cache.js';
export { readFact, WorldFacts } from './world-facts.js';
export type { Condition, ConditionOptions, UndecidedCondition } from './compile-condition.js';
export type { ConditionCache, ConditionCacheOptions } from './condition-cache.js';
export type { ConditionValue, ConditionValues, Variables, VariableType } from './variables.js';
export type { FactSource, WireFact, WorldFactsOptions } from './world-facts.js';
