import type { LatencyHistogram } from './latency-histogram.js';

/** What a load saw. */
export interface LoadResult {
  /** Good answers. */
  readonly answers: number;
  /** Answers other than 200, broken connections, failed calls. */
  readonly errors: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Sums a load up from its latencies: one for each good answer. */
export function loadResult(latencies: LatencyHistogram, errors: number, seconds: number): LoadResult {
  return {
    answers: latencies.count,
    errors,
    seconds,
    p50Ms: latencies.quantileMs(0.5),
    p99Ms: latencies.quantileMs(0.99),
    maxMs: latencies.maxMs,
  };
}
