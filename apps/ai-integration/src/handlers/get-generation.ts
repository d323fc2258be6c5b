import type { AiHandler, Deps } from '../deps.js';
import { assertMaySee } from '../domain/caller.js';
import { MAX_STREAM_CHUNKS } from '../domain/stream-chunk.js';
import { callerOf } from '../mapping/caller-of.js';
import { toProgress } from '../mapping/to-progress.js';

/** How far a generation is, and what it has said. */
export const getGeneration =
  ({ records, chunks, clock }: Deps): AiHandler<'getGeneration'> =>
  async ({ generationId }, context) => {
    const record = await records.require(generationId);
    assertMaySee(callerOf(context), record.owner);
    if (record.lastSequence !== undefined || record.delivery === 'WHOLE') {
      return toProgress(record, record.text, clock.now());
    }
    const said = await chunks.read(generationId, 0, MAX_STREAM_CHUNKS);
    const text = said.map((chunk) => (chunk.kind === 'delta' ? chunk.text : '')).join('');
    return toProgress(record, text, clock.now());
  };
