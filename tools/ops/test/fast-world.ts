import type { World } from '../src/cli/command.js';

/** A world in which waiting takes no time. */
export function fastWorld(startMs = Date.UTC(2026, 0, 1)): Pick<World, 'now' | 'pause'> {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    pause: async (ms, signal) => {
      signal.throwIfAborted();
      nowMs += ms;
      await new Promise<void>((wake) => setImmediate(wake));
    },
  };
}
