import { isTimed } from './call-tally.js';
import type { Outcome } from '../client/outcome.js';
import { LatencyHistogram } from './latency-histogram.js';

/** What happened in one stretch of time. */
export interface SeriesRow {
  /** Seconds from the beginning of what is measured to that of the stretch. */
  readonly atSeconds: number;
  /** Due in it. */
  readonly offered: number;
  /** Answered in it, refusals of the game among them. */
  readonly answered: number;
  /** Failed in it. */
  readonly failed: number;
  /** Of the unary calls that were due in it: a stall shows where it was, not where it ended. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

interface Stretch {
  offered: number;
  answered: number;
  failed: number;
  readonly latency: LatencyHistogram;
}

/** A stretch costs some kilobytes. */
const MOST_STRETCHES = 3600;

/** A row a second; of a run over an hour a row for several, so that memory has an end. */
export class TimeSeries {
  readonly stretchSeconds: number;
  readonly #startMs: number;
  readonly #stretches: Stretch[] = [];

  /** @param startMs when it begins, of the clock that times are given in */
  constructor(startMs: number, durationMs: number) {
    this.#startMs = startMs;
    this.stretchSeconds = Math.max(1, Math.ceil(durationMs / 1000 / MOST_STRETCHES));
  }

  offered(dueMs: number): void {
    this.#at(dueMs).offered += 1;
  }

  ended(outcome: Outcome, dueMs: number, endedMs: number, kind: 'unary' | 'stream'): void {
    if (outcome.kind === 'failed') this.#at(endedMs).failed += 1;
    else this.#at(endedMs).answered += 1;
    if (kind === 'unary' && isTimed(outcome)) this.#at(dueMs).latency.record(endedMs - dueMs);
  }

  rows(): readonly SeriesRow[] {
    return this.#stretches.map(({ offered, answered, failed, latency }, index) => ({
      atSeconds: index * this.stretchSeconds,
      offered,
      answered,
      failed,
      p50Ms: latency.atMs(0.5),
      p99Ms: latency.atMs(0.99),
      maxMs: latency.summary().maxMs,
    }));
  }

  #at(timeMs: number): Stretch {
    const index = Math.max(0, Math.floor((timeMs - this.#startMs) / (this.stretchSeconds * 1000)));
    // None may be missing in between.
    while (this.#stretches.length <= index) {
      this.#stretches.push({ offered: 0, answered: 0, failed: 0, latency: new LatencyHistogram(2) });
    }
    return this.#stretches[index] as Stretch;
  }
}
