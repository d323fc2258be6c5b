import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { LatencyHistogram } from './latency-histogram.js';

const of = (...milliseconds: number[]): LatencyHistogram => {
  const histogram = new LatencyHistogram();
  for (const ms of milliseconds) histogram.record(ms);
  return histogram;
};

describe('a histogram of latencies', () => {
  it('is after a merge what it would be had it seen everything', () => {
    const one = Array.from({ length: 500 }, (_, n) => (n * n) / 100);
    const other = Array.from({ length: 300 }, (_, n) => n * 31.7);
    const merged = of(...one);
    merged.add(of(...other));
    expect(merged.summary()).toEqual(of(...one, ...other).summary());
    expect(merged.summary().count).toBe(800);
  });

  it('grows for a merge with larger ones, and is not changed by an empty one', () => {
    const small = of(1);
    small.add(of(60_000));
    small.add(new LatencyHistogram());
    expect(small.count).toBe(2);
    expect(Math.abs(small.summary().maxMs - 60_000)).toBeLessThan(60);
  });

  it('merges those of fewer digits', () => {
    const coarse = new LatencyHistogram(2);
    coarse.record(12.34);
    const fine = of();
    fine.add(coarse);
    expect(fine.atMs(0.5)).toBeGreaterThan(12.2);
    expect(fine.atMs(0.5)).toBeLessThan(12.5);
  });

  it('is right to a thousandth', () => {
    const histogram = of(...Array.from({ length: 1000 }, (_, n) => n + 1));
    expect(Math.abs(histogram.atMs(0.99) - 990)).toBeLessThan(1);
    expect(Math.abs(histogram.atMs(0.5) - 500)).toBeLessThan(1);
  });

  it('says 0 of nothing', () => {
    expect(of().summary()).toEqual({ count: 0, meanMs: 0, p50Ms: 0, p90Ms: 0, p99Ms: 0, p999Ms: 0, maxMs: 0 });
    expect(of().curve()).toEqual([]);
  });

  it('draws its curve up to the last value that there is, and never down', () => {
    const curve = of(...Array.from({ length: 1000 }, (_, n) => n + 1)).curve();
    expect(curve[0]?.quantile).toBe(0);
    expect(curve.at(-1)?.quantile).toBeCloseTo(0.999, 6);
    expect(curve.every(({ ms }, index) => ms >= (curve[index - 1]?.ms ?? 0))).toBe(true);
  });

  it('can be read by others', () => {
    const histogram = of(1, 2, 3);
    const decoded = decodeFromCompressedBase64(histogram.encoded());
    expect(decoded.totalCount).toBe(3);
    expect(decoded.maxValue / 1000).toBeCloseTo(3, 1);
  });
});
