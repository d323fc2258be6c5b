import {
  EvaluationReason,
  type EvaluationContext as ContextMessage,
  type Flag as FlagMessage,
  type FlagEvaluation as EvaluationMessage,
} from '@bodybroker/contracts-settings';
import type { ConditionValues } from '@bodybroker/conditions';
import type { BucketRecord } from '@bodybroker/nats-sdk';
import type { EvaluationContext, FlagEvaluation } from '../domain/evaluate-flag.js';
import type { Flag } from '../domain/flag.js';
import { fromJsonValue, toJsonValue } from '@bodybroker/service-kit';

export function toFlag({ key, enabled, variants, defaultVariant, rules, salt }: FlagMessage): Flag {
  const values = Object.entries(variants).map(([name, value]) => [name, toJsonValue(value, `flag.variants.${name}`)]);
  return { key, enabled, variants: Object.fromEntries(values) as Flag['variants'], defaultVariant, rules, salt };
}

export function toFlagMessage({ value, version }: BucketRecord<Flag>): FlagMessage {
  const variants = Object.entries(value.variants).map(([name, json]) => [name, fromJsonValue(json)] as const);
  const rules = value.rules.map((rule) => ({ ...rule, splits: rule.splits.map((split) => ({ ...split })) }));
  return { ...value, variants: Object.fromEntries(variants), rules, version };
}

export function toContext(message: ContextMessage | undefined): EvaluationContext {
  const attributes = Object.entries(message?.attributes?.fields ?? {});
  return {
    targetingKey: message?.targetingKey ?? '',
    attributes: Object.fromEntries(
      attributes.map(([name, value]) => [name, toJsonValue(value, `context.attributes.${name}`)]),
    ) as ConditionValues,
  };
}

export function toEvaluation({ value, reason, ...rest }: FlagEvaluation): EvaluationMessage {
  return { ...rest, value: fromJsonValue(value), reason: EvaluationReason[reason] };
}
