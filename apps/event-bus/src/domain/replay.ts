/** Most events of one replay. */
export const MAX_REPLAYED = 10_000;
/** Longest pause between two events of a replay at original speed, in milliseconds. */
export const LONGEST_PAUSE_MS = 60_000;

/** Where a replay ends: at the sequence asked for, but never behind what was there when it began. */
export function lastReplayed(lastSequence: number, toSequence: number | undefined): number {
  return Math.min(lastSequence, toSequence ?? lastSequence);
}

/** How long to wait before an event, so that it follows the one before as it once did; 0 for the first. */
export function pauseBefore(storedMs: number, previousMs: number | undefined): number {
  return previousMs === undefined ? 0 : Math.min(Math.max(0, storedMs - previousMs), LONGEST_PAUSE_MS);
}
