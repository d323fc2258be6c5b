import { setTimeout as sleep } from 'node:timers/promises';

// A connection on its way takes a few milliseconds: all processes wait for one when they start.
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 1000;

/** Asks again and again, with pauses that double to a second, until `ask` resolves; false when the signal aborts first. */
export async function untilAnswers(ask: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      await ask();
      return true;
    } catch {
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return false;
}
