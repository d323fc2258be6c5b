import { drainDue, type DrainDueOptions, type DueWork } from './drain-due.js';
import { pause } from './pause.js';
import type { Shard } from './store.js';

export interface DueLoopOptions extends DrainDueOptions {
  /** Between two looks: how late an entry fires at most. Default 1000. */
  readonly pollMs?: number;
}

/**
 * Works on entries of an index as they fall due, in all given shards; many processes may do so at once, each entry goes to one.
 * `work` ends its entry by a commit with `settle: [claim]`, together with its effect, so that the effect happens once.
 * Resolves when the signal aborts, running work is done and what was not begun is given back.
 */
export async function runDueLoop(
  shards: readonly Shard[],
  index: string,
  work: DueWork,
  options: DueLoopOptions,
): Promise<void> {
  const { signal, onError, pollMs = 1000 } = options;
  while (!signal.aborted) {
    await Promise.all(
      shards.map((shard) => drainDue(shard, index, work, options).catch((error: unknown) => onError(error, undefined))),
    );
    await pause(pollMs, signal);
  }
}
