import { TIMEOUT, type Outcome } from '../client/outcome.js';
import { count } from './count.js';
import { LatencyHistogram } from './latency-histogram.js';

/**
 * What became of the requests of one name. Always: offered = answered + refused + failed + in flight.
 *
 * In the latencies is whatever was answered, and what ran into the timeout, with the time it was waited for: a tail that
 * was given up on is still a tail. What failed at once is not, or errors would look like speed.
 */
export class CallTally {
  readonly latency = new LatencyHistogram();
  readonly errors = new Map<string, number>();
  readonly refusals = new Map<string, number>();
  offered = 0;
  answered = 0;
  refused = 0;
  failed = 0;

  /** @param latencyMs from when it was due */
  ended(outcome: Outcome, latencyMs: number): void {
    if (outcome.kind === 'answered') this.answered += 1;
    if (outcome.kind === 'refused') {
      this.refused += 1;
      count(this.refusals, outcome.reason);
    }
    if (outcome.kind === 'failed') {
      this.failed += 1;
      count(this.errors, outcome.errorClass);
    }
    if (isTimed(outcome)) this.latency.record(latencyMs);
  }

  get inFlight(): number {
    return this.offered - this.answered - this.refused - this.failed;
  }
}

/** Whether how long it took says something. */
export function isTimed(outcome: Outcome): boolean {
  return outcome.kind !== 'failed' || outcome.errorClass === TIMEOUT;
}
