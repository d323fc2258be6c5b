import type { AiHandler, Deps } from '../deps.js';
import { assertMaySee } from '../domain/caller.js';
import { callerOf } from '../mapping/caller-of.js';
import { generationEnded } from '../publishers/generation-ended.js';

/** Stops a generation, on whichever replica it runs. */
export const cancelGeneration =
  ({ records, notes, clock }: Deps): AiHandler<'cancelGeneration'> =>
  async ({ generationId }, context) => {
    const { owner } = await records.require(generationId);
    assertMaySee(callerOf(context), owner);
    const cancelled = await records.cancel(generationId, (record) => {
      const latencyMs = clock.now() - record.startedMs;
      return generationEnded(record, { clock, target: '', attempts: [], code: 'CANCELLED', ttftMs: 0, latencyMs });
    });
    if (cancelled) notes.cancel(generationId);
    return { cancelled };
  };
