import type { AiHandler, Deps } from '../deps.js';
import { assertMaySee } from '../domain/caller.js';
import { resumeStream as resume } from '../generating/resume-stream.js';
import { callerOf } from '../mapping/caller-of.js';
import { toChunk } from '../mapping/to-chunk.js';

/** What a reader has missed of a stream, and what comes after it. */
export const resumeStream = (deps: Deps): AiHandler<'resumeStream'> =>
  async function* ({ streamId, afterSequence }, context) {
    const record = await deps.records.require(streamId);
    assertMaySee(callerOf(context), record.owner);
    for await (const chunk of resume(deps, record, Number(afterSequence), context.signal)) {
      yield toChunk(streamId, chunk);
    }
  };
