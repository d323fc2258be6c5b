import { RouteStrategy, type Policy as WirePolicy } from '@bodybroker/contracts-ai-router';
import type { BucketRecord } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import {
  DEFAULT_STAY_BIAS,
  DEFAULT_SWITCH_MARGIN,
  EVEN_WEIGHTS,
  ROUTE_STRATEGIES,
  type Policy,
} from '../domain/policy.js';

/** A policy as the contract says it. */
export function toPolicyMessage({ value: policy, version }: BucketRecord<Policy>): WirePolicy {
  return {
    id: policy.id,
    match: policy.match,
    strategy: RouteStrategy[policy.strategy],
    weights: { ...policy.weights },
    order: [...policy.order],
    splits: policy.splits.map((split) => ({ ...split })),
    allowFallbacks: policy.allowsFallbacks,
    stayBias: policy.stayBias,
    switchMargin: policy.switchMargin,
    priority: policy.priority,
    updatedMs: BigInt(policy.updatedMs),
    version,
    ...(policy.maxPriceMicros === undefined ? {} : { maxPriceMicros: BigInt(policy.maxPriceMicros) }),
  };
}

/** Reads a policy. @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED */
export function fromPolicyMessage(policy: WirePolicy, nowMs: number): Policy {
  const { maxPriceMicros } = policy;
  return {
    id: policy.id,
    match: policy.match,
    strategy: enumName(RouteStrategy, policy.strategy, ROUTE_STRATEGIES, 'policy.strategy'),
    weights: policy.weights ?? EVEN_WEIGHTS,
    order: policy.order,
    splits: policy.splits,
    allowsFallbacks: policy.allowFallbacks ?? true,
    maxPriceMicros: maxPriceMicros === undefined ? undefined : Number(maxPriceMicros),
    stayBias: policy.stayBias ?? DEFAULT_STAY_BIAS,
    switchMargin: policy.switchMargin ?? DEFAULT_SWITCH_MARGIN,
    priority: policy.priority,
    updatedMs: nowMs,
  };
}
