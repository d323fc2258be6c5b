import type { AiHandler, Deps } from '../deps.js';
import { assertMaySee } from '../domain/caller.js';
import { callerOf } from '../mapping/caller-of.js';
import { toProgress } from '../mapping/to-progress.js';

/** How far a generation is, and what it has said. */
export const getGeneration =
  ({ records, chunks, clock }: Deps): AiHandler<'getGeneration'> =>
  async ({ generationId }, context) => {
    const record = await records.require(generationId);
    assertMaySee(callerOf(context), record.owner);
    const isUnderWay = record.delivery === 'STREAM' && record.lastSequence === undefined;
    return toProgress(record, isUnderWay ? await chunks.text(generationId) : record.text, clock.now());
  };
