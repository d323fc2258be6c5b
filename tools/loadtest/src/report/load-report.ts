import type { Call } from '../client/call.js';
import type { LatencySummary, CurvePoint } from '../measure/latency-histogram.js';
import type { SeriesRow } from '../measure/time-series.js';

export interface Counted {
  readonly what: string;
  readonly times: number;
}

/** Always: offered = answered + refused + failed + in flight. */
export interface Totals {
  readonly offered: number;
  readonly answered: number;
  /** The game said no, as it may. */
  readonly refused: number;
  readonly failed: number;
  /** Not ended when the report was made. */
  readonly inFlight: number;
}

export interface CallReport extends Totals {
  readonly name: string;
  readonly kind: Call['kind'];
  /** Of a stream: to its first event. */
  readonly latency: LatencySummary;
  readonly errors: readonly Counted[];
  readonly refusals: readonly Counted[];
}

export interface StreamReport {
  readonly name: string;
  /** Whether its first event comes by itself, and not when something happens. */
  readonly beginsAtOnce: boolean;
  readonly opened: number;
  readonly resumed: number;
  readonly cut: number;
  readonly events: number;
  readonly repeated: number;
  readonly dropped: number;
  readonly drops: readonly Counted[];
  readonly opening: LatencySummary;
  readonly firstEvent: LatencySummary;
  readonly gap: LatencySummary;
}

/** Everything a run found out, as report.json has it. Latencies are from when a request was due. */
export interface LoadReport {
  readonly format: 'bodybroker-loadtest/1';
  readonly runId: string;
  readonly startedAt: string;
  readonly url: string;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly machine: Readonly<Record<string, string | number>>;
  /** What was measured: without the warm-up. */
  readonly measuredSeconds: number;
  readonly warmUpOffered: number;
  readonly warmUpFailed: number;
  readonly isInterrupted: boolean;
  readonly totals: Totals;
  /** Of all unary calls. */
  readonly latency: LatencySummary;
  readonly curve: readonly CurvePoint[];
  /** How much later than due the load test itself sent. */
  readonly lateness: LatencySummary;
  /** Of all streams that begin at once, from when one was due. */
  readonly firstEvent: LatencySummary;
  readonly errors: readonly Counted[];
  readonly refusals: readonly Counted[];
  readonly calls: readonly CallReport[];
  readonly streams: readonly StreamReport[];
  /** Seconds that a row of `series` stands for. */
  readonly stretchSeconds: number;
  readonly series: readonly SeriesRow[];
  /** Unary latencies in microseconds, HdrHistogram V2, compressed, base64. */
  readonly histogram: string;
  /** What a reader should know before believing the numbers. */
  readonly notes: readonly string[];
}
