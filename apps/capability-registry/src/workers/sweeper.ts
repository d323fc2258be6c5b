import type { Worker } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';

/** Subjects taken away in one go. */
const BATCH = 100;

/** Takes subjects away whose lease has ended, and tells of it. Replicas may do so at once: each subject goes once. */
export function sweeper({ subjects, sleep }: Deps, { sweepMs }: { readonly sweepMs: number }): Worker {
  return {
    name: 'sweeper',
    run: async (signal) => {
      while (!signal.aborted) {
        const swept = await subjects.sweep(BATCH);
        if (swept < BATCH) await sleep(sweepMs, signal);
      }
    },
  };
}
