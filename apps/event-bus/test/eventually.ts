import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 4000;

/** Tries until it holds, for a while; then fails as it last did. */
export async function eventually<T>(check: () => Promise<T>): Promise<T> {
  const endsAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
      await delay(10);
    }
  }
}
