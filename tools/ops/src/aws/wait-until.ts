import type { World } from '../cli/command.js';

export interface WaitOptions {
  readonly world: Pick<World, 'now' | 'pause'>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly everyMs: number;
  /** Named when time is up. */
  readonly what: string;
}

/**
 * Looks again and again until there is something.
 * @throws Error when time is up, or the signal's reason
 */
export async function waitUntil<Found>(
  look: () => Promise<Found | undefined>,
  { world, signal, timeoutMs, everyMs, what }: WaitOptions,
): Promise<Found> {
  const endMs = world.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    if (world.now() >= endMs) throw new Error(`${what}: not within ${Math.round(timeoutMs / 1000)} s`);
    await world.pause(everyMs, signal);
  }
}
