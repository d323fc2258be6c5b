import { build, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';

/** Percentiles in milliseconds; all 0 when nothing was recorded. */
export interface LatencySummary {
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

export interface CurvePoint {
  /** Below 1. */
  readonly quantile: number;
  readonly ms: number;
}

/** How many points of the curve for each further nine. */
const POINTS_PER_NINE = 20;

/** Latencies in an HdrHistogram of microseconds: every one is counted, none is an outlier to be left out. */
export class LatencyHistogram {
  readonly #micros: Histogram;

  /** @param digits significant decimal digits. Default 3: an error of 0.1 % at most */
  constructor(digits: 2 | 3 = 3) {
    // It grows as far as it has to.
    this.#micros = build({ highestTrackableValue: 2, autoResize: true, numberOfSignificantValueDigits: digits });
  }

  get count(): number {
    return this.#micros.totalCount;
  }

  record(ms: number): void {
    this.#micros.recordValue(Math.max(0, Math.round(ms * 1000)));
  }

  /** Takes in everything that another one counted. */
  add(other: LatencyHistogram): void {
    if (other.count > 0) this.#micros.add(other.#micros);
  }

  /** @param quantile 0 to 1 */
  atMs(quantile: number): number {
    if (this.count === 0) return 0;
    // The histogram answers the upper end of a bucket, and that may be above the largest value in it.
    return Math.min(this.#micros.getValueAtPercentile(quantile * 100), this.#micros.maxValue) / 1000;
  }

  summary(): LatencySummary {
    return {
      count: this.count,
      meanMs: this.count === 0 ? 0 : this.#micros.mean / 1000,
      p50Ms: this.atMs(0.5),
      p90Ms: this.atMs(0.9),
      p99Ms: this.atMs(0.99),
      p999Ms: this.atMs(0.999),
      maxMs: this.count === 0 ? 0 : this.#micros.maxValue / 1000,
    };
  }

  /** Latency by quantile, closer together towards the end of the tail, as far as there are enough values for. */
  curve(): readonly CurvePoint[] {
    const nines = Math.log10(Math.max(1, this.count));
    const steps = this.count === 0 ? 0 : Math.ceil(nines * POINTS_PER_NINE) + 1;
    return Array.from({ length: steps }, (_, step) => {
      const quantile = 1 - 10 ** -Math.min(step / POINTS_PER_NINE, nines);
      return { quantile, ms: this.atMs(quantile) };
    });
  }

  /** In HdrHistogram's own compressed encoding (V2), microseconds: other tools plot it and add it to others. */
  encoded(): string {
    return encodeIntoCompressedBase64(this.#micros);
  }
}
