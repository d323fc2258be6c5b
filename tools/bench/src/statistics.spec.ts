import { barChart } from './bar-chart.js';
import { measureAtRate } from './constant-rate.js';
import { saturate } from './saturate.js';
import { quantile, spreadOf } from './statistics.js';

describe('the measuring', () => {
  it('takes quantiles by the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(spreadOf([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
  });

  it('counts answers and errors apart', async () => {
    let n = 0;
    const load = await saturate(() => (n++ % 2 === 0 ? Promise.resolve() : Promise.reject(new Error('odd'))), {
      inFlight: 4,
      seconds: 0.05,
    });
    expect(load.requests).toBeGreaterThan(0);
    expect(Math.abs(load.requests - load.errors)).toBeLessThanOrEqual(4);
  });

  it('charges a stall to every request that was due in it', async () => {
    let first = true;
    const block = (): Promise<void> => {
      if (first) {
        first = false;
        const end = performance.now() + 100;
        while (performance.now() < end);
      }
      return Promise.resolve();
    };
    const { p99Ms, p50Ms } = await measureAtRate(block, { perSecond: 100, seconds: 0.2 });
    expect(p99Ms).toBeGreaterThan(90);
    expect(p50Ms).toBeGreaterThan(0);
  });

  it('draws one bar for each value and escapes labels', () => {
    const svg = barChart('req/s', [
      { label: 'a<b', value: 10 },
      { label: 'c', value: 5 },
    ]);
    expect(svg.match(/<rect /g)).toHaveLength(3);
    expect(svg).toContain('a&lt;b');
  });
});
