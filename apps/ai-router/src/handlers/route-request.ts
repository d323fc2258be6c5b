import type { Deps, RouterHandler } from '../deps.js';
import { costAt } from '../domain/target.js';
import { expectedTtftMs } from '../domain/target-stats.js';
import { toCriteria } from '../mapping/to-criteria.js';
import { makeRoute } from '../routing/route.js';
import { DECISION_TTL_MS } from '../storage/decisions.js';

/** The models to ask for one generation, best first. */
export const routeRequest =
  (deps: Deps): RouterHandler<'routeRequest'> =>
  async (request) => {
    const criteria = toCriteria(request);
    const { promptTokens, maxOutputTokens } = criteria;
    const { decision, route } = await makeRoute(deps, criteria);
    return {
      decisionId: decision.id,
      targets: route.chosen.map(({ candidate: { target, stats }, scores }) => ({
        modelRef: target.modelRef,
        provider: target.provider,
        score: scores['total'] ?? 0,
        expectedCostMicros: BigInt(costAt(target, promptTokens, maxOutputTokens)),
        expectedTtftMs: BigInt(expectedTtftMs(stats, maxOutputTokens)),
      })),
      policyId: decision.policyId,
      reason: decision.reason,
      ttlMs: BigInt(DECISION_TTL_MS),
    };
  };
