import { DomainError, failedPrecondition } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import type { GenerationRecord } from '../domain/generation-record.js';
import { isLastChunk, type StreamChunk } from '../domain/stream-chunk.js';
import { HEARTBEAT_MS } from './stream-outlet.js';

const PAGE = 64;
/** How often the log is looked at for what another replica writes. */
const LOOK_MS = 100;

/**
 * The chunks of a stream after `afterSequence`, from the log, to its end; as they come when it still runs, on any replica.
 * @throws DomainError NOT_FOUND STREAM_NOT_FOUND; FAILED_PRECONDITION STREAM_EXPIRED; the signal's reason
 */
export async function* resumeStream(
  deps: Deps,
  first: GenerationRecord,
  afterSequence: number,
  signal: AbortSignal,
): AsyncGenerator<StreamChunk> {
  const { id } = first;
  if (first.delivery !== 'STREAM') {
    throw new DomainError('NOT_FOUND', 'STREAM_NOT_FOUND', 'the generation was not streamed', { details: { id } });
  }
  let last = afterSequence;
  let quietMs = 0;
  for (;;) {
    // Read first: what ended in between has all its chunks in the log.
    const record = await deps.records.require(id);
    const chunks = await deps.chunks.read(id, last + 1, PAGE);
    for (const chunk of chunks) {
      yield chunk;
      if (isLastChunk(chunk)) return;
      last = chunk.sequence;
      quietMs = 0;
    }
    if (chunks.length > 0) continue;
    if (record.lastSequence !== undefined) {
      if (last >= record.lastSequence) return;
      throw failedPrecondition('STREAM_EXPIRED', 'the chunks are not kept any more', { id });
    }
    if (deps.clock.now() > record.aliveUntilMs) {
      yield lost(last + 1);
      return;
    }
    await deps.sleep(LOOK_MS, signal);
    quietMs += LOOK_MS;
    if (quietMs % HEARTBEAT_MS === 0) yield { kind: 'heartbeat', sequence: Math.max(0, last) };
  }
}

function lost(sequence: number): StreamChunk {
  return { kind: 'error', sequence, reason: 'GENERATION_LOST', message: 'who wrote it is gone', partial: sequence > 0 };
}
