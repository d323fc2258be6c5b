import { BucketHistogram } from './bucket-histogram.js';

const newHistogram = (): BucketHistogram => new BucketHistogram({ name: 'h', help: 'help', buckets: [0.1, 1] });

describe('BucketHistogram', () => {
  it('counts up to and including each bound, and above all of them', () => {
    const histogram = newHistogram();
    for (const value of [0.05, 0.1, 0.5, 1, 7]) histogram.withLabels({ method: 'a' }).record(value);
    const { values, ...rest } = histogram.get();
    expect(rest).toEqual({ name: 'h', help: 'help', type: 'histogram', aggregator: 'sum' });
    expect(values).toEqual([
      { metricName: 'h_bucket', labels: { le: '0.1', method: 'a' }, value: 2 },
      { metricName: 'h_bucket', labels: { le: '1', method: 'a' }, value: 4 },
      { metricName: 'h_bucket', labels: { le: '+Inf', method: 'a' }, value: 5 },
      { metricName: 'h_sum', labels: { method: 'a' }, value: 8.65 },
      { metricName: 'h_count', labels: { method: 'a' }, value: 5 },
    ]);
  });

  it('keeps labels apart, also those that run into one another', () => {
    const histogram = newHistogram();
    expect(histogram.withLabels({ a: 'x', b: 'y' })).toBe(histogram.withLabels({ a: 'x', b: 'y' }));
    expect(histogram.withLabels({ a: 'x,y', b: '' })).not.toBe(histogram.withLabels({ a: 'x', b: 'y' }));
  });

  it('can be reset', () => {
    const histogram = newHistogram();
    const recorder = histogram.withLabels({});
    recorder.record(3);
    histogram.reset();
    recorder.record(4);
    expect(histogram.get().values.at(-1)?.value).toBe(1);
  });
});
