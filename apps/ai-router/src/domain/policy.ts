import { createConditionCache, type ConditionCache } from '@bodybroker/conditions';
import { invalidArgument } from '@bodybroker/domain';
import type { RouteCriteria } from './route-criteria.js';

export const ROUTE_STRATEGIES = ['CHEAPEST', 'FASTEST', 'BALANCED', 'ORDERED', 'SPLIT'] as const;
export type RouteStrategy = (typeof ROUTE_STRATEGIES)[number];

export const MAX_POLICIES = 50;

export interface PolicyWeights {
  readonly cost: number;
  readonly latency: number;
  readonly quality: number;
  readonly reliability: number;
}

/** How requests of some kind are routed. */
export interface Policy {
  readonly id: string;
  /** CEL; empty: every request. */
  readonly match: string;
  readonly strategy: RouteStrategy;
  readonly weights: PolicyWeights;
  readonly order: readonly string[];
  readonly splits: readonly { readonly modelRef: string; readonly weight: number }[];
  readonly allowsFallbacks: boolean;
  /** Micro-dollars for a million output tokens. */
  readonly maxPriceMicros: number | undefined;
  readonly stayBias: number;
  readonly switchMargin: number;
  readonly priority: number;
  readonly updatedMs: number;
}

/** stay_bias and switch_margin as in vLLM semantic-router's session-aware routing. */
export const DEFAULT_STAY_BIAS = 0.1;
export const DEFAULT_SWITCH_MARGIN = 0.05;
export const EVEN_WEIGHTS: PolicyWeights = { cost: 0.25, latency: 0.25, quality: 0.25, reliability: 0.25 };

/** What holds where no other policy matches. */
export const DEFAULT_POLICY: Policy = {
  id: 'default',
  match: '',
  strategy: 'BALANCED',
  weights: EVEN_WEIGHTS,
  order: [],
  splits: [],
  allowsFallbacks: true,
  maxPriceMicros: undefined,
  stayBias: DEFAULT_STAY_BIAS,
  switchMargin: DEFAULT_SWITCH_MARGIN,
  priority: 0,
  updatedMs: 0,
};

/** What a policy's match may look at. */
export const MATCH_VARIABLES = {
  kind: 'string',
  priority: 'string',
  privacy: 'string',
  player_id: 'string',
  session_key: 'string',
  prompt_tokens: 'int',
  max_output_tokens: 'int',
} as const;

/** Compiled matches, each once. @param onUndecided told once of a match that could not be decided; it is then false */
export function createMatches(onUndecided: (text: string, problem: string) => void): ConditionCache {
  return createConditionCache(MATCH_VARIABLES, { onMissing: ({ text, problem }) => onUndecided(text, problem) });
}

/** @throws DomainError INVALID_ARGUMENT BAD_CONDITION, or naming the field that breaks a rule */
export function checkPolicy(policy: Policy, matches: ConditionCache): void {
  if (policy.match !== '') matches.get(policy.match);
  const { strategy, weights, order, splits } = policy;
  if (strategy === 'ORDERED' && order.length === 0) throw invalidArgument('policy.order', 'is needed for ORDERED');
  if (strategy === 'SPLIT' && order.length + splits.length === 0) {
    throw invalidArgument('policy.splits', 'is needed for SPLIT, unless there is an order');
  }
  if (strategy === 'BALANCED' && Object.values(weights).every((weight) => weight === 0)) {
    throw invalidArgument('policy.weights', 'must not all be 0');
  }
  const twice = order.find((ref, index) => order.indexOf(ref) !== index);
  if (twice !== undefined) throw invalidArgument('policy.order', `names ${twice} twice`);
}

/** The policy for a request: of those that match the one of highest priority, of equals the first by id. */
export function policyFor(
  policies: readonly Policy[],
  criteria: RouteCriteria,
  matches: Pick<ConditionCache, 'evaluate'>,
): Policy {
  const values = {
    kind: criteria.kind,
    priority: criteria.priority,
    privacy: criteria.privacy,
    player_id: criteria.playerId ?? '',
    session_key: criteria.sessionKey,
    prompt_tokens: criteria.promptTokens,
    max_output_tokens: criteria.maxOutputTokens,
  };
  const matching = policies.filter(({ match }) => match === '' || matches.evaluate(match, values));
  const [best] = [...matching].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
  return best ?? DEFAULT_POLICY;
}
