import { LatencyHistogram } from './latency-histogram.js';

describe('LatencyHistogram', () => {
  it('has no latency when nothing was recorded', () => {
    const none = new LatencyHistogram();
    expect([none.count, none.quantileMs(0.99), none.maxMs]).toEqual([0, 0, 0]);
  });

  it('keeps every quantile within 1 % of the nearest rank, from microseconds to minutes', () => {
    const values = Array.from({ length: 2000 }, (_, i) => 0.001 * 1.0092 ** i);
    const histogram = new LatencyHistogram();
    for (const value of values) histogram.record(value);
    for (const share of [0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1]) {
      const exact = values[Math.ceil(share * values.length) - 1] ?? NaN;
      expect(Math.abs(histogram.quantileMs(share) - exact)).toBeLessThanOrEqual(Math.max(0.0005, exact * 0.01));
    }
  });

  it('puts each value of neighbouring buckets where it belongs', () => {
    for (const micros of [0, 1, 63, 64, 127, 128, 129, 255, 256, 65_535, 65_536, 2 ** 31 - 1]) {
      const histogram = new LatencyHistogram();
      histogram.record(micros / 1000);
      const seen = histogram.quantileMs(0.5) * 1000;
      expect(Math.abs(seen - micros)).toBeLessThanOrEqual(micros / 64);
    }
  });

  it('never answers more than the largest latency, and takes what is out of bounds', () => {
    const histogram = new LatencyHistogram();
    histogram.record(-1);
    histogram.record(1.003);
    expect(histogram.quantileMs(1)).toBeLessThanOrEqual(1.003);
    expect(histogram.maxMs).toBe(1.003);
    histogram.record(1e12);
    expect(histogram.count).toBe(3);
  });
});
