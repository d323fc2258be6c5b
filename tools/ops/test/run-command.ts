import { setTimeout as delay } from 'node:timers/promises';
import type { Environment, World } from '../src/cli/command.js';
import { runOps } from '../src/cli/run-ops.js';
import { COMMANDS } from '../src/commands.js';

export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly error: string;
  /** What it wrote with --json. */
  json<Value>(): Value;
}

export interface RunOptions {
  readonly environment?: Environment;
  readonly world?: Partial<World>;
  readonly signal?: AbortSignal;
}

/** Runs a command line as `npm run ops -- …` does, with nobody at the terminal and no stack of this checkout. */
export async function runCommand(words: readonly string[], options: RunOptions = {}): Promise<CommandRun> {
  let out = '';
  let error = '';
  const code = await runOps(words, {
    commands: COMMANDS,
    environment: options.environment ?? {},
    sink: { out: (text) => (out += text), error: (text) => (error += text) },
    signal: options.signal ?? new AbortController().signal,
    world: {
      root: '/nowhere',
      now: () => Date.now(),
      pause: async (ms, signal) => {
        await delay(ms, undefined, { signal });
      },
      confirm: () => Promise.resolve(undefined),
      ...options.world,
    },
  });
  return { code, out, error, json: <Value>() => JSON.parse(out) as Value };
}
