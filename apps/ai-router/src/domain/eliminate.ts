import type { Candidate, Circumstances, Elimination, Filter } from './candidate.js';
import type { Policy } from './policy.js';
import { PRIORITY_SHARE, type RouteCriteria } from './route-criteria.js';
import { costAt, isCalled } from './target.js';
import { expectedTtftMs, isCooling } from './target-stats.js';

/** All that a filter looks at. */
interface Look {
  readonly candidate: Candidate;
  readonly criteria: RouteCriteria;
  readonly policy: Policy;
  readonly around: Circumstances;
}

/** Says in words why a target is not taken; undefined: it passes. */
type Test = (look: Look) => string | undefined;

const when = (isSo: boolean, detail: string): string | undefined => (isSo ? detail : undefined);

/** In the order they are looked at. */
const TESTS: readonly (readonly [Filter, Test])[] = [
  [
    'excluded',
    ({ candidate: { target }, criteria }) =>
      when(
        criteria.exclude.some((name) => isCalled(target, name) || target.provider === name),
        'the request excludes it',
      ),
  ],
  ['status', ({ candidate }) => when(candidate.isDrained, 'it is drained')],
  [
    'mode',
    ({ around: { mode }, criteria: { priority } }) =>
      when(mode === 'EMERGENCY' || (mode === 'ECONOMY' && priority === 'BARK'), `the server is in mode ${mode}`),
  ],
  [
    'privacy',
    ({ candidate: { target }, criteria: { privacy }, around: { isRemoteAllowed } }) => {
      if (target.isLocal) return undefined;
      if (privacy === 'LOCAL_ONLY') return 'text must not leave the server';
      return when(!isRemoteAllowed, 'the settings of the player keep text on the server');
    },
  ],
  ['capability', ({ candidate: { lacks } }) => when(lacks.length > 0, `lacks ${lacks.join(', ')}`)],
  [
    'context',
    ({ candidate: { target }, criteria: { promptTokens, maxOutputTokens } }) => {
      if (promptTokens + maxOutputTokens > target.contextTokens) return `takes ${target.contextTokens} tokens in all`;
      return when(maxOutputTokens > target.maxOutputTokens, `writes ${target.maxOutputTokens} tokens at most`);
    },
  ],
  [
    'price',
    ({ candidate: { target }, criteria, policy }) => {
      const costMicros = costAt(target, criteria.promptTokens, criteria.maxOutputTokens);
      if (criteria.maxCostMicros !== undefined && costMicros > criteria.maxCostMicros) {
        return `would cost ${costMicros} micros`;
      }
      const { outputMicrosPerMtok } = target.price;
      const isDear = policy.maxPriceMicros !== undefined && outputMicrosPerMtok > policy.maxPriceMicros;
      return when(isDear, `costs ${outputMicrosPerMtok} micros a million tokens`);
    },
  ],
  [
    'latency',
    ({ candidate: { stats }, criteria: { maxLatencyMs, maxOutputTokens } }) => {
      const expectedMs = expectedTtftMs(stats, maxOutputTokens);
      return when(maxLatencyMs !== undefined && expectedMs > maxLatencyMs, `takes ${expectedMs} ms to the first word`);
    },
  ],
  [
    'rate',
    ({ candidate: { use }, criteria: { priority, promptTokens, maxOutputTokens } }) => {
      const share = PRIORITY_SHARE[priority];
      const isFull = (used: number, more: number, limit: number): boolean => limit > 0 && used + more > limit * share;
      if (isFull(use.requests, 1, use.requestLimit)) return `has had ${use.requests} requests this minute`;
      const tokens = promptTokens + maxOutputTokens;
      return when(isFull(use.tokens, tokens, use.tokenLimit), `has had ${use.tokens} tokens this minute`);
    },
  ],
  [
    'cooldown',
    ({ candidate: { stats }, around: { nowMs } }) =>
      when(isCooling(stats, nowMs), `${stats.cooldown?.reason ?? ''}, until ${stats.cooldown?.untilMs ?? 0}`),
  ],
  [
    'budget',
    ({ candidate: { target }, criteria, around: { isBudgetSpent } }) => {
      const isFree = costAt(target, Math.max(1, criteria.promptTokens), criteria.maxOutputTokens) === 0;
      return when(isBudgetSpent && !isFree, 'the player has spent what a day allows');
    },
  ],
];

/** The embedded target is never drained, full, slow or dear: only these remove it. */
const OF_EMBEDDED: readonly Filter[] = ['excluded', 'capability'];

/** The first filter that removes a candidate; undefined: none does. */
export function eliminate(look: Look): Elimination | undefined {
  const { isEmbedded } = look.candidate.target;
  for (const [filter, test] of TESTS) {
    const detail = isEmbedded && !OF_EMBEDDED.includes(filter) ? undefined : test(look);
    if (detail !== undefined) return { filter, detail };
  }
  return undefined;
}
