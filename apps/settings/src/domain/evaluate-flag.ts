import type { ConditionCache, ConditionValues } from '@bodybroker/conditions';
import { draw, type JsonValue } from '@bodybroker/domain';
import { WHOLE, type Flag, type FlagRule } from './flag.js';

/** Why a flag has its value; the names of OpenFeature. */
export type EvaluationReason = 'STATIC' | 'TARGETING_MATCH' | 'SPLIT' | 'DEFAULT' | 'DISABLED' | 'ERROR';

export interface EvaluationContext {
  /** Mostly a player's id. */
  readonly targetingKey: string;
  readonly attributes: ConditionValues;
}

export interface FlagEvaluation {
  readonly key: string;
  readonly variant: string;
  readonly value: JsonValue;
  readonly reason: EvaluationReason;
  /** The rule that decided, from 0. */
  readonly ruleIndex?: number;
}

/** What a flag says in a context. Never throws: what goes wrong gives the default variant and the reason ERROR. */
export function evaluateFlag(flag: Flag, context: EvaluationContext, conditions: ConditionCache): FlagEvaluation {
  const answer = (variant: string, reason: EvaluationReason, ruleIndex?: number): FlagEvaluation => ({
    key: flag.key,
    variant,
    value: flag.variants[variant] ?? null,
    reason,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
  });
  if (!flag.enabled) return answer(flag.defaultVariant, 'DISABLED');
  if (flag.rules.length === 0) return answer(flag.defaultVariant, 'STATIC');
  try {
    const values = { targeting_key: context.targetingKey, attributes: context.attributes };
    const at = flag.rules.findIndex(({ condition }) => condition === '' || conditions.get(condition).evaluate(values));
    const rule = flag.rules[at];
    if (rule === undefined) return answer(flag.defaultVariant, 'DEFAULT');
    if (rule.variant !== '') return answer(rule.variant, 'TARGETING_MATCH', at);
    return answer(shareOf(flag, rule, context.targetingKey), 'SPLIT', at);
  } catch {
    return answer(flag.defaultVariant, 'ERROR');
  }
}

/**
 * Deals by a hash of the targeting key, so that the same key always gets the same variant, and one whose share grows at the cost
 * of its neighbours keeps everybody it had.
 */
function shareOf(flag: Flag, { splits }: FlagRule, targetingKey: string): string {
  const { key, salt } = flag;
  let left = draw(salt === '' ? key : salt, key, targetingKey) * WHOLE;
  for (const { variant, weight } of splits) {
    if (left < weight) return variant;
    left -= weight;
  }
  return flag.defaultVariant;
}
