import { createInterface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { World } from './command.js';

/** This process's clock and terminal. */
export function terminalWorld(root: string): World {
  return {
    root,
    now: () => Date.now(),
    pause: async (ms, signal) => {
      await delay(ms, undefined, { signal });
    },
    confirm: async (question) => {
      if (!process.stdin.isTTY) return undefined;
      const prompt = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return (await prompt.question(`${question} [y/N] `)).trim().toLowerCase() === 'y';
      } finally {
        prompt.close();
      }
    },
  };
}
