import { DEAD_LETTER_STREAM, getDeadLetter, isRpcError, type DeadLetter } from '@bodybroker/nats-sdk';
import type { Worker } from '@bodybroker/service-kit';
import { Lease, type Fence } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { deadLettered } from '../publishers/dead-lettered.js';
import { DEAD_LETTERS } from '../storage/told-dead-letters.js';

/** Publishes `sys.eventbus.dead_lettered` for each dead letter, whoever stored it. One replica at a time does. */
export function deadLetterTeller(
  deps: Deps,
  { instance, leaseMs }: { readonly instance: string; readonly leaseMs: number },
): Worker {
  const { store, sleep } = deps;
  const lead = async (signal: AbortSignal): Promise<void> => {
    const lease = await Lease.acquire(store.shard(DEAD_LETTERS), 'teller', { holder: instance, ttlMs: leaseMs });
    if (lease === undefined) return;
    try {
      await tell(deps, lease.fence, AbortSignal.any([signal, lease.signal]));
    } finally {
      await lease.release();
    }
  };
  return {
    name: 'dead letter teller',
    run: async (signal) => {
      while (!signal.aborted) {
        await lead(signal);
        await sleep(leaseMs / 4, signal);
      }
    },
  };
}

async function tell({ log, toldDeadLetters, clock }: Deps, fence: Fence, signal: AbortSignal): Promise<void> {
  const told = await toldDeadLetters.sequence();
  const last = (await log.stream(DEAD_LETTER_STREAM))?.lastSequence ?? 0;
  // A stream that was made anew counts from 1 again.
  const start = { from: 'sequence', sequence: told > last ? 1 : told + 1 } as const;
  for await (const { sequence } of log.read(DEAD_LETTER_STREAM, { start, end: 'follow', signal })) {
    const letter = await getDeadLetter(log, sequence).catch(ignoreMissing);
    await toldDeadLetters.moveTo(sequence, letter === undefined ? [] : [deadLettered(letter, clock)], fence);
  }
}

// Redriven or discarded since it was read, or no dead letter.
function ignoreMissing(error: unknown): DeadLetter | undefined {
  if (isRpcError(error) && error.code === 'NOT_FOUND') return undefined;
  throw error;
}
