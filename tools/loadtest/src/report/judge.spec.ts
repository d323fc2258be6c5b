import { LatencyHistogram } from '../measure/latency-histogram.js';
import { exitCodeOf, judge, type Thresholds } from './judge.js';

const NONE = new LatencyHistogram().summary();
const RUN = {
  totals: { offered: 1000, answered: 989, refused: 10, failed: 1, inFlight: 0 },
  latency: { ...NONE, p50Ms: 0.9, p99Ms: 5 },
  firstEvent: { ...NONE, p99Ms: 20 },
  streams: [],
};
const exitCode = (thresholds: Thresholds, run: Partial<typeof RUN> = {}) =>
  exitCodeOf(judge({ ...RUN, ...run }, thresholds));

describe('the exit code', () => {
  it('is 0 without thresholds when something was answered, and 1 when nothing was', () => {
    expect(exitCode({})).toBe(0);
    const nothing = { offered: 10, answered: 0, refused: 0, failed: 10, inFlight: 0 };
    expect(exitCode({}, { totals: nothing })).toBe(1);
    expect(exitCode({}, { totals: { ...nothing, offered: 0, failed: 0 } })).toBe(1);
    expect(exitCode({ maxP99Ms: 5 }, { totals: nothing, latency: NONE })).toBe(1);
  });

  it.each<[Thresholds, 0 | 1]>([
    [{ maxP99Ms: 5 }, 0],
    [{ maxP99Ms: 4.99 }, 1],
    [{ maxP50Ms: 0.9 }, 0],
    [{ maxP50Ms: 0.8 }, 1],
    [{ maxErrorRate: 0.001 }, 0],
    [{ maxErrorRate: 0.0009 }, 1],
    [{ maxErrorRate: 0 }, 1],
    [{ maxFirstEventP99Ms: 20 }, 0],
    [{ maxFirstEventP99Ms: 19 }, 1],
    [{ maxStreamDrops: 0 }, 0],
    [{ maxP99Ms: 5, maxErrorRate: 0 }, 1],
  ])('by %j is %d', (thresholds, expected) => {
    expect(exitCode(thresholds)).toBe(expected);
  });
});
