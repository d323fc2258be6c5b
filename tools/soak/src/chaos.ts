import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Diary } from './diary.js';

export interface ChaosOptions {
  /** The file in which `npm start` says which processes run. */
  readonly stackFile: string;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Kills a random service, again and again; whoever started it starts it again. */
export async function killNowAndThen(diary: Diary, { stackFile, everyMs, signal, log }: ChaosOptions): Promise<void> {
  while (!signal.aborted) {
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const { processes = {} } = JSON.parse(readFileSync(stackFile, 'utf8')) as { processes?: Record<string, number> };
    const services = Object.entries(processes).filter(([name]) => !name.startsWith('gateway'));
    const chosen = services[Math.floor(Math.random() * services.length)];
    if (chosen === undefined) throw new Error(`${stackFile} names no processes to kill`);
    const [name, pid] = chosen;
    try {
      process.kill(pid, 'SIGKILL');
      diary.killed();
      log(`killed ${name}`);
    } catch {
      // It was just being started again.
      log(`${name} was not there to be killed`);
    }
  }
}
