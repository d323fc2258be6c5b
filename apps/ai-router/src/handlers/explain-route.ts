import { invalidArgument } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { toCandidate } from '../mapping/to-candidate.js';
import { toCriteria } from '../mapping/to-criteria.js';
import { considerRoute, keptOf } from '../routing/route.js';

/** Every candidate of a decision, or of a request that is not made. */
export const explainRoute =
  (deps: Deps): RouterHandler<'explainRoute'> =>
  async ({ subject }) => {
    if (subject.oneofKind === 'decisionId') {
      const { id, policyId, reason, candidates } = await deps.decisions.require(subject.decisionId);
      return { decisionId: id, policyId, reason, candidates: candidates.map(toCandidate) };
    }
    if (subject.oneofKind === undefined) throw invalidArgument('subject', 'a decision_id or a request is needed');
    const { policyId, reason, chosen, eliminated } = await considerRoute(deps, toCriteria(subject.request));
    const candidates = [...chosen, ...eliminated].map((judged) => toCandidate(keptOf(judged)));
    return { decisionId: '', policyId, reason, candidates };
  };
