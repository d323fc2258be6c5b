import { setTimeout as delay } from 'node:timers/promises';

/** How long and how often to ask. */
export interface PollOptions {
  readonly timeoutMs: number;
  /** Default 25. */
  readonly intervalMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks until the answer is `undefined`, which means "there"; a string says what is still missing, and so does a throw.
 *
 * @returns `undefined` when it became true in time, else what was missing at the end
 * @throws the signal's reason when it aborts
 */
export async function pollUntil(
  missing: () => Promise<string | undefined>,
  options: PollOptions,
): Promise<string | undefined> {
  const { timeoutMs, intervalMs = 25, signal } = options;
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await missing().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (answer === undefined) return undefined;
    if (performance.now() >= deadlineMs) return answer;
    await delay(intervalMs, undefined, signal ? { signal } : {});
  }
}
