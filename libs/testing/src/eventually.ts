import { setTimeout as delay } from 'node:timers/promises';

/**
 * Looks until what `look` expects holds, and answers what it found; when the time is up it fails as it did last. For what comes
 * about by itself, such as the effect of an event.
 */
export async function eventually<T>(
  look: () => T | Promise<T>,
  { timeoutMs = 4000 }: { readonly timeoutMs?: number } = {},
): Promise<T> {
  const endsAt = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
      await delay(10);
    }
  }
}
