import { draw, pickWeighted } from '@bodybroker/domain';
import type { Candidate, Scores } from './candidate.js';
import { EVEN_WEIGHTS, type Policy, type PolicyWeights, type RouteStrategy } from './policy.js';
import type { RouteCriteria } from './route-criteria.js';
import { costAt, isCalled } from './target.js';
import { errorRatio, expectedTtftMs } from './target-stats.js';

const NOTHING: PolicyWeights = { cost: 0, latency: 0, quality: 0, reliability: 0 };

/** What each strategy weighs; those that do not weigh go by their list, and then by all. */
const WEIGHTS: Readonly<Record<Exclude<RouteStrategy, 'BALANCED'>, PolicyWeights>> = {
  CHEAPEST: { ...NOTHING, cost: 1 },
  FASTEST: { ...NOTHING, latency: 1 },
  ORDERED: EVEN_WEIGHTS,
  SPLIT: EVEN_WEIGHTS,
};

/** What all optional capabilities together add. */
const OPTIONAL_BONUS = 0.1;

/**
 * Scores candidates against each other. Cost and latency are scaled between nothing, which is what the embedded target takes, and the worst
 * of them: a target that takes 3 % less is 0.03 better at most.
 */
export function scoreCandidates(
  candidates: readonly Candidate[],
  criteria: RouteCriteria,
  policy: Policy,
  nowMs: number,
): readonly Scores[] {
  const { promptTokens, maxOutputTokens } = criteria;
  const costs = candidates.map(({ target }) => costAt(target, promptTokens, maxOutputTokens));
  const latencies = candidates.map(({ stats }) => expectedTtftMs(stats, maxOutputTokens));
  const ranks = ranksOf(candidates, criteria, policy);
  const weights = policy.strategy === 'BALANCED' ? policy.weights : WEIGHTS[policy.strategy];
  const whole = weights.cost + weights.latency + weights.quality + weights.reliability;
  return candidates.map(({ target, stats, optionalShare }, index) => {
    const cost = 1 - scaled(costs, index);
    const latency = 1 - scaled(latencies, index);
    const reliability = 1 - errorRatio(stats, nowMs);
    const weighed =
      (weights.cost * cost +
        weights.latency * latency +
        weights.quality * target.quality +
        weights.reliability * reliability) /
      whole;
    const rank = ranks?.[index];
    // Of what is in no list, all that is below the last of the list.
    const total = rank === undefined ? weighed : rank === Infinity ? weighed / (2 * candidates.length) : 1 / (1 + rank);
    const requirements = OPTIONAL_BONUS * optionalShare;
    return { cost, latency, quality: target.quality, reliability, requirements, stay: 0, total: total + requirements };
  });
}

/** Places in the policy's list, from 0; Infinity: in none. Undefined: the strategy has no list. */
function ranksOf(
  candidates: readonly Candidate[],
  criteria: RouteCriteria,
  { id, strategy, order, splits }: Policy,
): readonly number[] | undefined {
  if (strategy === 'ORDERED') return candidates.map(({ target }) => placeIn(order, target));
  if (strategy !== 'SPLIT') return undefined;
  const shares = splits.length > 0 ? splits : order.map((modelRef) => ({ modelRef, weight: 1 }));
  const places = candidates.map(({ target }) => shares.findIndex(({ modelRef }) => isCalled(target, modelRef)));
  const open = places.flatMap((place, index) => {
    const share = shares[place];
    return share === undefined ? [] : [{ weight: share.weight, value: index }];
  });
  if (open.length === 0) return undefined;
  // Whose place it is, so that one conversation, or one player, keeps it.
  const whose = criteria.sessionKey || criteria.playerId || `${criteria.kind} ${criteria.promptTokens}`;
  const chosen = pickWeighted(open, draw('split', id, whose));
  return places.map((place, index) => (index === chosen ? 0 : place === -1 ? Infinity : place + 1));
}

function placeIn(order: readonly string[], target: Candidate['target']): number {
  const place = order.findIndex((name) => isCalled(target, name));
  return place === -1 ? Infinity : place;
}

function scaled(values: readonly number[], index: number): number {
  const worst = Math.max(...values);
  return worst === 0 ? 0 : (values[index] ?? 0) / worst;
}
