import { collectDefaultMetrics, Counter, Gauge, Registry, type Metric } from 'prom-client';
import { BucketHistogram } from './bucket-histogram.js';
import type {
  CounterMetric,
  GaugeReading,
  HistogramMetric,
  HistogramRecorder,
  MetricAttributes,
  MetricOptions,
  Metrics,
} from './metrics.js';
import { prometheusLabel, prometheusName } from './prometheus-name.js';

export interface MetricsIdentity {
  /** On every number as the label `service`. */
  readonly service: string;
}

/**
 * Metrics of this process in a registry of their own, together with Node's: CPU, memory, garbage collection, event loop lag.
 */
export function createMetrics(identity: MetricsIdentity): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service: identity.service });
  collectDefaultMetrics({ register: registry });
  return new PrometheusMetrics(registry);
}

class PrometheusMetrics implements Metrics {
  readonly #registry: Registry;
  readonly #counters = new Map<string, CounterMetric>();
  readonly #histograms = new Map<string, HistogramMetric>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  counter(name: string, options: MetricOptions): CounterMetric {
    const known = this.#counters.get(name);
    if (known !== undefined) return known;
    const labels = new Labels(options.attributes);
    const counter = new Counter({
      name: prometheusName(name, 'counter', options.unit),
      help: options.description,
      labelNames: labels.names,
      registers: [this.#registry],
    });
    const metric: CounterMetric = { add: (by = 1, attributes) => counter.inc(labels.from(attributes), by) };
    this.#counters.set(name, metric);
    return metric;
  }

  histogram(name: string, options: MetricOptions & { readonly buckets: readonly number[] }): HistogramMetric {
    const known = this.#histograms.get(name);
    if (known !== undefined) return known;
    const labels = new Labels(options.attributes);
    const histogram = new BucketHistogram({
      name: prometheusName(name, 'histogram', options.unit),
      help: options.description,
      buckets: options.buckets,
    });
    // The registry asks a metric for no more than what this one has.
    this.#registry.registerMetric(histogram as unknown as Metric);
    const withAttributes = (attributes?: MetricAttributes): HistogramRecorder =>
      histogram.withLabels(labels.from(attributes));
    const metric: HistogramMetric = {
      record: (value, attributes) => withAttributes(attributes).record(value),
      withAttributes,
    };
    this.#histograms.set(name, metric);
    return metric;
  }

  gauge(
    name: string,
    options: MetricOptions,
    read: () => number | readonly GaugeReading[] | Promise<number | readonly GaugeReading[]>,
  ): void {
    const labels = new Labels(options.attributes);
    new Gauge({
      name: prometheusName(name, 'gauge', options.unit),
      help: options.description,
      labelNames: labels.names,
      registers: [this.#registry],
      async collect() {
        this.reset();
        // One number that cannot be read must not cost all the others.
        const readings = await Promise.resolve()
          .then(read)
          .catch(() => []);
        const list = typeof readings === 'number' ? [{ value: readings }] : readings;
        this.remove(labels.from());
        for (const { value, attributes } of list) this.set(labels.from(attributes), value);
      },
    });
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

/** The labels a metric was declared with; prom-client throws for any other. */
class Labels {
  readonly names: string[];
  readonly #attributes: readonly string[];

  constructor(attributes: readonly string[] = []) {
    this.#attributes = attributes;
    this.names = attributes.map(prometheusLabel);
  }

  from(attributes: MetricAttributes = {}): Record<string, string> {
    const labels: Record<string, string> = {};
    for (const [i, name] of this.names.entries()) labels[name] = attributes[this.#attributes[i] ?? ''] ?? '';
    return labels;
  }
}
