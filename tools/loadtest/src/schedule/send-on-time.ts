import type { Alarm } from './alarm.js';

export interface SendOnTimeOptions {
  /** Milliseconds from the start, rising. */
  readonly dueTimes: Iterable<number>;
  /** Starts a request and returns at once. Both in milliseconds of `now`. */
  readonly send: (dueMs: number, sentMs: number) => void;
  /** Ends the schedule early. */
  readonly signal: AbortSignal;
  readonly alarm: Pick<Alarm, 'wait'>;
  readonly now: () => number;
  /** When the first moment of the schedule is, of `now`. */
  readonly startMs: number;
}

/**
 * Open loop: sends whatever is due, whether or not earlier requests were answered. After a stall everything that became
 * due in it is sent at once, each with the time it was due, so that the stall is charged to all of them.
 */
export async function sendOnTime(options: SendOnTimeOptions): Promise<void> {
  const { alarm, now, send, signal, startMs } = options;
  for (const offsetMs of options.dueTimes) {
    const dueMs = startMs + offsetMs;
    if (now() < dueMs) await alarm.wait(dueMs);
    if (signal.aborted) return;
    send(dueMs, now());
  }
}
