import type { WorkerProcess } from './worker-process.js';

const LOOK_EVERY_MS = 5000;
/** Longer than any garbage collection or start of a process takes, also on a machine that has too much to do. */
const SILENCE_MS = 30_000;

export interface KillWhenSilentOptions {
  /** Aborted when the worker has ended. */
  readonly signal: AbortSignal;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onSilent: () => void;
}

/**
 * Kills a worker whose event loop does not turn any more. One process in such a state fails its liveness probe and is replaced; a
 * worker has no probe of its own.
 */
export async function killWhenSilent(
  worker: WorkerProcess,
  { signal, pause, onSilent }: KillWhenSilentOptions,
): Promise<void> {
  while (!signal.aborted) {
    await pause(LOOK_EVERY_MS, signal);
    if (signal.aborted) return;
    const answer = await worker.ask('readiness', SILENCE_MS);
    if (answer !== undefined || signal.aborted) continue;
    onSilent();
    worker.kill();
    return;
  }
}
