import { DomainError, failedPrecondition } from '@bodybroker/domain';
import type { Candidate, Circumstances, Judged } from './candidate.js';
import { eliminate } from './eliminate.js';
import type { Policy } from './policy.js';
import type { RouteCriteria } from './route-criteria.js';
import { scoreCandidates } from './score.js';
import { costAt, isCalled } from './target.js';
import { expectedTtftMs } from './target-stats.js';

/** More targets than anybody tries: as many as ai-integration takes. */
export const MAX_TARGETS = 8;

/** What was chosen, and why. */
export interface Route {
  readonly policyId: string;
  readonly reason: string;
  /** Best first; the embedded one last. */
  readonly chosen: readonly Judged[];
  readonly eliminated: readonly Judged[];
}

/** Filters, then scores, then keeps a conversation where it is. The same for the same candidates and request. */
export function chooseRoute(
  candidates: readonly Candidate[],
  criteria: RouteCriteria,
  policy: Policy,
  /** The target the conversation has; undefined: none. */
  held: string | undefined,
  around: Circumstances,
): Route {
  const looked = candidates.map((candidate) => ({
    candidate,
    eliminated: eliminate({ candidate, criteria, policy, around }),
    scores: {},
  }));
  const open = looked.filter(({ eliminated }) => eliminated === undefined).map(({ candidate }) => candidate);
  const ranked = rank(
    open.filter(({ target }) => !target.isEmbedded),
    criteria,
    policy,
    around.nowMs,
  );
  const { order, isHeld } = stay(ranked, criteria, policy, held);
  const embedded = open.filter(({ target }) => target.isEmbedded);
  const all = [...order, ...embedded.map((candidate) => ({ candidate, eliminated: undefined, scores: { total: 0 } }))];
  const count = policy.allowsFallbacks ? MAX_TARGETS : 1;
  // The embedded one ends every list, however long it would be.
  const chosen =
    all.length <= count || count === 1 ? all.slice(0, count) : [...all.slice(0, count - 1), ...all.slice(-1)];
  const left = all.filter((each) => !chosen.includes(each)).map(asFallback);
  return {
    policyId: policy.id,
    reason: isHeld ? 'STICKY' : order.length === 0 ? 'EMBEDDED' : policy.strategy,
    chosen,
    eliminated: [...left, ...looked.filter(({ eliminated }) => eliminated !== undefined)],
  };
}

/** What a route without targets is refused with. */
export function noTarget({ eliminated }: Route): DomainError {
  const details = eliminated.map(
    ({ candidate, eliminated: why }) => `${candidate.target.modelRef}=${why?.filter ?? ''}`,
  );
  if (eliminated.some(({ eliminated: why }) => why?.filter === 'budget')) {
    return new DomainError('RESOURCE_EXHAUSTED', 'AI_BUDGET', 'the player has spent what a day allows', {
      details: { eliminated: details.join(', ') },
      retryable: false,
    });
  }
  return failedPrecondition('NO_TARGET', 'no model fits the request', { eliminated: details.join(', ') });
}

/** Best first. Targets the request prefers come before better ones; equals by cost, latency and name. */
function rank(
  candidates: readonly Candidate[],
  criteria: RouteCriteria,
  policy: Policy,
  nowMs: number,
): readonly Judged[] {
  const scores = scoreCandidates(candidates, criteria, policy, nowMs);
  const rows = candidates.map((candidate, index) => ({
    judged: { candidate, eliminated: undefined, scores: scores[index] ?? {} },
    keys: [
      preference(criteria, candidate),
      -(scores[index]?.['total'] ?? 0),
      costAt(candidate.target, criteria.promptTokens, criteria.maxOutputTokens),
      expectedTtftMs(candidate.stats, criteria.maxOutputTokens),
    ],
  }));
  rows.sort((a, b) => {
    const differing = a.keys.findIndex((key, index) => key !== b.keys[index]);
    if (differing !== -1) return (a.keys[differing] ?? 0) - (b.keys[differing] ?? 0);
    return a.judged.candidate.target.modelRef < b.judged.candidate.target.modelRef ? -1 : 1;
  });
  return rows.map(({ judged }) => judged);
}

/** The conversation's target first, unless another is better by more than what staying is worth. */
function stay(
  ranked: readonly Judged[],
  criteria: RouteCriteria,
  { stayBias, switchMargin }: Policy,
  held: string | undefined,
): { readonly order: readonly Judged[]; readonly isHeld: boolean } {
  const present = ranked.find(({ candidate }) => candidate.target.modelRef === held);
  const [best] = ranked;
  if (present === undefined || best === undefined) return { order: ranked, isHeld: false };
  const total = (present.scores['total'] ?? 0) + stayBias;
  const biased: Judged = { ...present, scores: { ...present.scores, stay: stayBias, total } };
  const order = ranked.map((each) => (each === present ? biased : each));
  const isPreferred = preference(criteria, best.candidate) < preference(criteria, present.candidate);
  const isBeaten = best !== present && (best.scores['total'] ?? 0) > total + switchMargin;
  if (isPreferred || isBeaten) return { order, isHeld: false };
  return { order: [biased, ...order.filter((each) => each !== biased)], isHeld: best !== present };
}

function preference({ prefer }: RouteCriteria, { target }: Candidate): number {
  const place = prefer.findIndex((name) => isCalled(target, name));
  return place === -1 ? prefer.length : place;
}

function asFallback(judged: Judged): Judged {
  return { ...judged, eliminated: { filter: 'fallbacks', detail: 'others come before it, and no more are taken' } };
}
