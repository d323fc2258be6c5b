import { setTimeout as delay } from 'node:timers/promises';

/** Tries until it holds, for a few seconds at most. */
export async function eventually(holds: () => Promise<void>, timeoutMs = 4000): Promise<void> {
  const endsAt = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
    }
    await delay(20);
  }
}
