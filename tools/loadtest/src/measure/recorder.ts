import type { Call } from '../client/call.js';
import type { Outcome } from '../client/outcome.js';
import { CallTally } from './call-tally.js';
import { LatencyHistogram } from './latency-histogram.js';
import { TimeSeries } from './time-series.js';

type Named = Pick<Call, 'name' | 'kind'>;

/** A request that was due: to be told how it ended, once. */
export interface Offered {
  /** Whether it counts: not, when it was due in the warm-up. */
  readonly isMeasured: boolean;
  /** @param endedMs when, of the recorder's clock @param latencyMs from when it was due; of a stream, to its first event */
  ended(outcome: Outcome, endedMs: number, latencyMs?: number): void;
}

/** Counts what is due after the warm-up, until the report is made. Times are of one clock, in milliseconds. */
export class Recorder {
  readonly calls = new Map<string, CallTally & { readonly kind: Call['kind'] }>();
  readonly series: TimeSeries;
  /** How much later than due requests were sent: what the load test itself adds. */
  readonly lateness = new LatencyHistogram();
  readonly #measureFromMs: number;
  #warmUpOffered = 0;
  #warmUpFailed = 0;
  #isClosed = false;

  constructor(measureFromMs: number, durationMs: number) {
    this.#measureFromMs = measureFromMs;
    this.series = new TimeSeries(measureFromMs, durationMs);
  }

  /** Requests that were due before the measuring began. */
  get warmUpOffered(): number {
    return this.#warmUpOffered;
  }

  get warmUpFailed(): number {
    return this.#warmUpFailed;
  }

  offered({ name, kind }: Named, dueMs: number, sentMs: number): Offered {
    if (dueMs < this.#measureFromMs) {
      this.#warmUpOffered += 1;
      return {
        isMeasured: false,
        ended: ({ kind: end }) => {
          if (end === 'failed') this.#warmUpFailed += 1;
        },
      };
    }
    const tally = this.#tally(name, kind);
    tally.offered += 1;
    this.series.offered(dueMs);
    this.lateness.record(sentMs - dueMs);
    return {
      isMeasured: true,
      ended: (outcome, endedMs, latencyMs = endedMs - dueMs) => {
        if (this.#isClosed) return;
        tally.ended(outcome, latencyMs);
        this.series.ended(outcome, dueMs, endedMs, kind);
      },
    };
  }

  /** From now on nothing changes: what has not ended stays in flight. */
  close(): void {
    this.#isClosed = true;
  }

  #tally(name: string, kind: Call['kind']): CallTally & { readonly kind: Call['kind'] } {
    let tally = this.calls.get(name);
    if (tally === undefined) {
      tally = Object.assign(new CallTally(), { kind });
      this.calls.set(name, tally);
    }
    return tally;
  }
}
