import type { HistogramRecorder } from './metrics.js';

/** A sample as prom-client's registry writes it out. */
interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface BucketHistogramOptions {
  /** As Prometheus wants it. */
  readonly name: string;
  readonly help: string;
  /** Upper bounds, ascending, without infinity. */
  readonly buckets: readonly number[];
}

/**
 * A histogram in the shape prom-client's registry takes. prom-client's own makes a key of all labels for each observation;
 * here labels are looked up once, and an observation is a few additions.
 */
export class BucketHistogram {
  readonly name: string;
  readonly help: string;
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  readonly #bounds: readonly number[];
  readonly #series = new Map<string, Series>();

  constructor({ name, help, buckets }: BucketHistogramOptions) {
    this.name = name;
    this.help = help;
    this.#bounds = buckets;
  }

  /** What records under these labels; the same for the same. */
  withLabels(labels: Readonly<Record<string, string>>): HistogramRecorder {
    const key = JSON.stringify(Object.values(labels));
    let series = this.#series.get(key);
    if (series === undefined) this.#series.set(key, (series = new Series(this.#bounds, labels)));
    return series;
  }

  /** For the registry. */
  get(): { name: string; help: string; type: string; aggregator: string; values: Sample[] } {
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values: [...this.#series.values()].flatMap((one) => one.samples(name)) };
  }

  /** For the registry: forgets all that was recorded. */
  reset(): void {
    for (const series of this.#series.values()) series.reset();
  }
}

class Series implements HistogramRecorder {
  readonly #bounds: readonly number[];
  readonly #labels: Readonly<Record<string, string>>;
  /** One for each bound and one for what is above all of them. */
  readonly #counts: Float64Array;
  #sum = 0;

  constructor(bounds: readonly number[], labels: Readonly<Record<string, string>>) {
    this.#bounds = bounds;
    this.#labels = labels;
    this.#counts = new Float64Array(bounds.length + 1);
  }

  record(value: number): void {
    const bounds = this.#bounds;
    let index = 0;
    while (index < bounds.length && value > (bounds[index] as number)) index += 1;
    this.#counts[index] = (this.#counts[index] as number) + 1;
    this.#sum += value;
  }

  samples(name: string): Sample[] {
    const labels = this.#labels;
    let total = 0;
    const buckets = Array.from(this.#counts, (count, index) => {
      total += count;
      const le = String(this.#bounds[index] ?? '+Inf');
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: total };
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels, value: this.#sum },
      { metricName: `${name}_count`, labels, value: total },
    ];
  }

  reset(): void {
    this.#counts.fill(0);
    this.#sum = 0;
  }
}
