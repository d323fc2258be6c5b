import { LatencyHistogram } from './latency-histogram.js';

/** What was seen of the streams of one name. */
export class StreamTally {
  /** Whether its first event comes by itself, and not when something happens. */
  readonly beginsAtOnce: boolean;
  /** Times it was opened or opened again, and answered. */
  opened = 0;
  /** Of these with the id of the last event seen. */
  resumed = 0;
  /** Cut by the load test itself, to come back. */
  cut = 0;
  events = 0;
  /** Events that were seen before the stream was cut: what a resume should not bring again. */
  repeated = 0;
  /** Streams that broke or were ended by the other side, and openings that failed, by class. */
  readonly drops = new Map<string, number>();
  /** From when it was due to the answer's head. */
  readonly opening = new LatencyHistogram();
  /** From when it was due to its first event. */
  readonly firstEvent = new LatencyHistogram();
  /** Between two events of one connection. */
  readonly gap = new LatencyHistogram();

  constructor(beginsAtOnce: boolean) {
    this.beginsAtOnce = beginsAtOnce;
  }

  get dropped(): number {
    return [...this.drops.values()].reduce((sum, times) => sum + times, 0);
  }
}

/** Tallies by the stream's name. */
export class StreamTallies {
  readonly byName = new Map<string, StreamTally>();

  of(name: string, { beginsAtOnce }: Pick<StreamTally, 'beginsAtOnce'>): StreamTally {
    let tally = this.byName.get(name);
    if (tally === undefined) {
      tally = new StreamTally(beginsAtOnce);
      this.byName.set(name, tally);
    }
    return tally;
  }
}
