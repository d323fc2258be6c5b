import type { Deps } from '../deps.js';
import type { Judged } from '../domain/candidate.js';
import { chooseRoute, noTarget, type Route } from '../domain/choose-route.js';
import { policyFor, type Policy } from '../domain/policy.js';
import type { RouteCriteria } from '../domain/route-criteria.js';
import type { Decision, KeptCandidate } from '../storage/decisions.js';
import type { Reservation } from '../storage/minute-uses.js';
import { gatherCandidates, type Gathered } from './gather-candidates.js';

/** A decision, and what it was made of. */
export interface Routed {
  readonly decision: Decision;
  readonly route: Route;
}

/** What would be chosen now; nothing is taken or kept. @throws DomainError INVALID_ARGUMENT BAD_CONDITION */
export async function considerRoute(deps: Deps, criteria: RouteCriteria): Promise<Route & { readonly policy: Policy }> {
  const [gathered, held] = await Promise.all([
    gatherCandidates(deps, criteria),
    deps.sessions.heldBy(criteria.sessionKey),
  ]);
  return choose(deps, criteria, gathered, held);
}

/**
 * Chooses the targets of a request, takes its share of the first one's minute, and keeps the decision.
 * @throws DomainError FAILED_PRECONDITION NO_TARGET {eliminated}; RESOURCE_EXHAUSTED AI_BUDGET; INVALID_ARGUMENT BAD_CONDITION
 */
export async function makeRoute(deps: Deps, criteria: RouteCriteria): Promise<Routed> {
  const [gathered, held] = await Promise.all([
    gatherCandidates(deps, criteria),
    deps.sessions.heldBy(criteria.sessionKey),
  ]);
  if (gathered.around.isBudgetSpent && criteria.playerId !== undefined) {
    await deps.spending.tellExceeded(criteria.playerId);
  }
  let candidates = gathered.candidates;
  for (;;) {
    const route = choose(deps, criteria, { ...gathered, candidates }, held);
    const [first] = route.chosen;
    if (first === undefined) throw noTarget(route);
    const reservation = await reserve(deps, criteria, first);
    if (reservation !== undefined) return { route, decision: await keep(deps, criteria, route, reservation) };
    // Others have filled its minute since it was looked at: it counts as full, and another is chosen.
    candidates = candidates.map((each) => (each === first.candidate ? withFullMinute(each) : each));
  }
}

function choose(
  { policies, matches }: Deps,
  criteria: RouteCriteria,
  { candidates, around }: Gathered,
  held: string | undefined,
): Route & { readonly policy: Policy } {
  const all = policies.all().map(({ value }) => value);
  const policy = policyFor(all, criteria, matches);
  return { ...chooseRoute(candidates, criteria, policy, held, around), policy };
}

function reserve(
  { uses }: Deps,
  { promptTokens, maxOutputTokens }: RouteCriteria,
  { candidate: { target, use } }: Judged,
): Promise<Reservation | undefined> {
  const limits = target.isEmbedded ? { requestLimit: 0, tokenLimit: 0 } : use;
  return uses.reserve(target.modelRef, promptTokens + maxOutputTokens, limits);
}

async function keep(
  { decisions, sessions, newId }: Deps,
  { sessionKey, playerId }: RouteCriteria,
  route: Route,
  reservation: Reservation,
): Promise<Decision> {
  const decision: Decision = {
    id: newId(),
    policyId: route.policyId,
    reason: route.reason,
    playerId,
    candidates: [...route.chosen, ...route.eliminated].map(keptOf),
    reservation,
    reported: [],
  };
  await Promise.all([decisions.keep(decision), sessions.hold(sessionKey, reservation.modelRef)]);
  return decision;
}

/** A candidate as it is remembered and shown. */
export function keptOf({ candidate: { target }, eliminated, scores }: Judged): KeptCandidate {
  return {
    modelRef: target.modelRef,
    provider: target.provider,
    eliminatedBy: eliminated?.filter ?? '',
    detail: eliminated?.detail ?? '',
    scores,
  };
}

function withFullMinute(candidate: Judged['candidate']): Judged['candidate'] {
  const { requestLimit, tokenLimit } = candidate.use;
  return { ...candidate, use: { requestLimit, tokenLimit, requests: requestLimit, tokens: tokenLimit } };
}
