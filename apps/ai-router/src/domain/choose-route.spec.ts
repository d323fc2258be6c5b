import fc from 'fast-check';
import type { Candidate, Circumstances } from './candidate.js';
import { chooseRoute } from './choose-route.js';
import { DEFAULT_POLICY, ROUTE_STRATEGIES } from './policy.js';
import type { RouteCriteria } from './route-criteria.js';
import { EMBEDDED_TARGET } from './target.js';
import { NO_STATS } from './target-stats.js';

const criteria: RouteCriteria = {
  kind: 'DIALOGUE',
  promptTokens: 100,
  maxOutputTokens: 100,
  requirements: [],
  sessionKey: '',
  playerId: undefined,
  priority: 'NORMAL',
  maxCostMicros: undefined,
  maxLatencyMs: undefined,
  privacy: 'ANY',
  prefer: [],
  exclude: [],
};
const around: Circumstances = { nowMs: 0, mode: 'NORMAL', isRemoteAllowed: true, isBudgetSpent: false };
const candidateOf = (modelRef: string, micros: number, ttftMs: number): Candidate => ({
  target: {
    ...EMBEDDED_TARGET,
    modelRef,
    name: modelRef,
    versionRef: `${modelRef}:1`,
    provider: modelRef,
    isEmbedded: false,
    isLocal: false,
    price: { inputMicrosPerMtok: micros, outputMicrosPerMtok: micros },
  },
  isDrained: false,
  stats: { ...NO_STATS, ttftsMs: [ttftMs] },
  use: { requests: 0, tokens: 0, requestLimit: 0, tokenLimit: 0 },
  lacks: [],
  optionalShare: 0,
});
const embedded: Candidate = { ...candidateOf('x', 0, 0), target: EMBEDDED_TARGET, stats: NO_STATS };

const candidates = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'),
      micros: fc.nat({ max: 1_000_000_000 }),
      ttftMs: fc.nat({ max: 10_000 }),
    }),
    { selector: ({ name }) => name },
  )
  .map((all) => all.map(({ name, micros, ttftMs }) => candidateOf(name, micros, ttftMs)));

describe('a route', () => {
  it('is never empty, ends with the embedded target, and tells of every candidate once', () => {
    fc.assert(
      fc.property(candidates, fc.constantFrom(...ROUTE_STRATEGIES), (others, strategy) => {
        const policy = { ...DEFAULT_POLICY, strategy, order: ['c', 'a'] };
        const { chosen, eliminated } = chooseRoute([...others, embedded], criteria, policy, undefined, around);
        expect(chosen.at(-1)?.candidate.target.isEmbedded).toBe(true);
        expect(chosen.length).toBeLessThanOrEqual(8);
        const refs = [...chosen, ...eliminated].map(({ candidate }) => candidate.target.modelRef);
        expect(refs.sort()).toEqual([...others, embedded].map(({ target }) => target.modelRef).sort());
      }),
    );
  });

  it('is the same in whatever order the candidates come', () => {
    fc.assert(
      fc.property(candidates, fc.constantFrom(...ROUTE_STRATEGIES), (others, strategy) => {
        const policy = { ...DEFAULT_POLICY, strategy, order: ['c', 'a'] };
        const refs = (all: readonly Candidate[]): readonly string[] =>
          chooseRoute(all, criteria, policy, undefined, around).chosen.map(
            ({ candidate }) => candidate.target.modelRef,
          );
        expect(refs([...others].reverse())).toEqual(strategy === 'SPLIT' ? expect.anything() : refs(others));
      }),
    );
  });

  it('has the cheapest first by CHEAPEST and the quickest by FASTEST', () => {
    fc.assert(
      fc.property(candidates, (others) => {
        fc.pre(others.length > 0);
        const first = (strategy: 'CHEAPEST' | 'FASTEST'): Candidate | undefined =>
          chooseRoute(others, criteria, { ...DEFAULT_POLICY, strategy }, undefined, around).chosen[0]?.candidate;
        const costs = others.map(({ target }) => Math.ceil((200 * target.price.inputMicrosPerMtok) / 1_000_000));
        const cheapest = first('CHEAPEST')?.target.price.inputMicrosPerMtok ?? NaN;
        expect(Math.ceil((200 * cheapest) / 1_000_000)).toBe(Math.min(...costs));
        expect(first('FASTEST')?.stats.ttftsMs[0]).toBe(
          Math.min(...others.map(({ stats }) => stats.ttftsMs[0] ?? NaN)),
        );
      }),
    );
  });
});
