/** Most events of one replay. */
export const MAX_REPLAYED = 10_000;
/** Longest pause between two events of a replay at original speed, in milliseconds. */
export const LONGEST_PAUSE_MS = 60_000;

/** What a replay needs to know of an event. */
export interface Replayed {
  readonly message: { readonly sequence: number; readonly storedMs: number };
}

/** Where a replay ends: at the sequence asked for, but never behind what was there when it began. */
export function lastReplayed(lastSequence: number, toSequence: number | undefined): number {
  return Math.min(lastSequence, toSequence ?? lastSequence);
}

/** Events up to a sequence, {@link MAX_REPLAYED} at most. Reads none behind the last. */
export async function* upTo<Event extends Replayed>(events: AsyncIterable<Event>, last: number): AsyncGenerator<Event> {
  let count = 0;
  for await (const event of events) {
    if (event.message.sequence > last) return;
    yield event;
    count += 1;
    if (count === MAX_REPLAYED || event.message.sequence === last) return;
  }
}

/** Events with the pauses they were stored with, up to {@link LONGEST_PAUSE_MS} each. */
export async function* atOriginalSpeed<Event extends Replayed>(
  events: AsyncIterable<Event>,
  sleep: (ms: number) => Promise<void>,
): AsyncGenerator<Event> {
  let previousMs: number | undefined;
  for await (const event of events) {
    const { storedMs } = event.message;
    const pauseMs = Math.min(storedMs - (previousMs ?? storedMs), LONGEST_PAUSE_MS);
    if (pauseMs > 0) await sleep(pauseMs);
    previousMs = storedMs;
    yield event;
  }
}
