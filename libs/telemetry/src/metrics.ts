/** OpenTelemetry attribute names and their values, such as `rpc.method`. Values come from small fixed sets. */
export type MetricAttributes = Readonly<Record<string, string>>;

export interface MetricOptions {
  readonly description: string;
  /** UCUM unit, such as `s` or `By`; it becomes part of the exposed name. Default: none. */
  readonly unit?: string;
  /** All attributes that will be given. One that is missing from a call is exposed empty, one that is not listed is left out. */
  readonly attributes?: readonly string[];
}

export interface CounterMetric {
  /** Adds `by`, at least 0, default 1. */
  add(by?: number, attributes?: MetricAttributes): void;
}

/** Records under attributes that were said before. */
export interface HistogramRecorder {
  record(value: number): void;
}

export interface HistogramMetric {
  record(value: number, attributes?: MetricAttributes): void;
  /** What records under these attributes and looks nothing up; for hot paths. The same attributes give the same one. */
  withAttributes(attributes: MetricAttributes): HistogramRecorder;
}

export interface GaugeReading {
  readonly value: number;
  readonly attributes?: MetricAttributes;
}

/**
 * The numbers of one process. Names are OpenTelemetry's, such as `rpc.server.call.duration`; they are exposed as Prometheus wants
 * them: `rpc_server_call_duration_seconds`. Asking for a counter or
 * histogram again gives the same; a gauge has one reader and is asked for once.
 */
export interface Metrics {
  counter(name: string, options: MetricOptions): CounterMetric;
  histogram(name: string, options: MetricOptions & { readonly buckets: readonly number[] }): HistogramMetric;
  /** A number that is read when somebody looks. `read` answers one number or one for each set of attributes. */
  gauge(
    name: string,
    options: MetricOptions,
    read: () => number | readonly GaugeReading[] | Promise<number | readonly GaugeReading[]>,
  ): void;
  /** Everything in the Prometheus text format. A gauge that cannot be read is left out. */
  text(): Promise<string>;
  /** The content type of `text()`. */
  readonly contentType: string;
}
