import fc from 'fast-check';
import {
  FIRST_COOLDOWN_MS,
  LONGEST_COOLDOWN_MS,
  NO_STATS,
  errorRatio,
  expectedTtftMs,
  isCooling,
  percentile,
  withOutcome,
  type Outcome,
  type TargetStats,
} from './target-stats.js';

const ok: Outcome = { atMs: 0, isOk: true, code: '', ttftMs: undefined, latencyMs: 1000, completionTokens: 10 };
const failed: Outcome = { ...ok, isOk: false, code: 'HTTP_500' };
const after = (...outcomes: readonly Outcome[]): TargetStats => outcomes.reduce(withOutcome, NO_STATS);

describe('how a target does', () => {
  it('is told by the mean of the last ten first words, or else by its pace', () => {
    expect(expectedTtftMs(NO_STATS, 100)).toBe(0);
    expect(expectedTtftMs(after(ok), 50)).toBe(5000);
    const streams = [9999, ...Array.from({ length: 10 }, (_, i) => 100 + i)].map((ttftMs) => ({ ...ok, ttftMs }));
    expect(expectedTtftMs(after(...streams), 50)).toBe(105);
  });

  it('is a thousand seconds for a timeout', () => {
    expect(expectedTtftMs(after({ ...ok, ttftMs: 100 }, { ...failed, code: 'TIMEOUT' }), 1)).toBe(500_050);
  });

  it('is forgotten after a minute', () => {
    const stats = after(failed, { ...ok, atMs: 59_000 });
    expect(errorRatio(stats, 59_000)).toBe(0.5);
    expect(errorRatio(stats, 60_000)).toBe(0);
  });

  it('cools down by more than half of two or more, twice as long each time, to five minutes', () => {
    expect(isCooling(after(ok, failed), 0)).toBe(false);
    expect(after(failed, failed).cooldown).toEqual({ untilMs: 5000, stepMs: FIRST_COOLDOWN_MS, reason: 'ERROR_RATIO' });
    let stats = NO_STATS;
    let nowMs = 0;
    for (let turn = 0; turn < 10; turn += 1) {
      stats = [1, 2].reduce((before) => withOutcome(before, { ...failed, atMs: nowMs }), stats);
      expect(stats.cooldown?.stepMs).toBe(Math.min(LONGEST_COOLDOWN_MS, FIRST_COOLDOWN_MS * 2 ** turn));
      nowMs = stats.cooldown?.untilMs ?? 0;
    }
    expect(withOutcome(stats, { ...ok, atMs: nowMs }).cooldown).toBeUndefined();
  });

  it('never cools down for one failure, whatever went before', () => {
    fc.assert(
      fc.property(fc.nat({ max: 30 }), (good) => {
        const before = after(...Array.from({ length: good }, () => ok));
        expect(isCooling(withOutcome(before, failed), 0)).toBe(false);
      }),
    );
  });

  it('has percentiles by nearest rank', () => {
    expect([percentile([], 0.5), percentile([3, 1, 2], 0.5), percentile([3, 1, 2], 0.95)]).toEqual([undefined, 2, 3]);
  });
});
