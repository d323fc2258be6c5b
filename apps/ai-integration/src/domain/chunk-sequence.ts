export type ChunkKind = 'delta' | 'usage' | 'heartbeat' | 'done' | 'error';

/**
 * Numbers the chunks of one stream: 0, then one more for each; a heartbeat repeats the last number (0 before the
 * first chunk); nothing follows `done` or `error`.
 */
export class ChunkSequence {
  #next = 0;
  #ended = false;

  /** The number of the chunk to send now. Throws RangeError after the end: a stream has one terminal chunk. */
  take(kind: ChunkKind): number {
    if (this.#ended) throw new RangeError(`a ${kind} chunk after the end of the stream`);
    if (kind === 'heartbeat') return Math.max(0, this.#next - 1);
    this.#ended = kind === 'done' || kind === 'error';
    return this.#next++;
  }

  get ended(): boolean {
    return this.#ended;
  }
}

/**
 * The first break of the rule of {@link ChunkSequence} in a stream that starts after `afterSequence`, in words, or
 * undefined. A stream that has not ended yet is no break.
 */
export function findSequenceBreak(
  chunks: Iterable<{ readonly kind: ChunkKind; readonly sequence: number }>,
  afterSequence = -1,
): string | undefined {
  let last = afterSequence;
  let ended = false;
  for (const { kind, sequence } of chunks) {
    if (ended) return `${kind} ${sequence} follows the end`;
    if (kind === 'heartbeat') {
      if (sequence !== Math.max(0, last)) return `heartbeat ${sequence} does not repeat ${Math.max(0, last)}`;
      continue;
    }
    if (sequence !== last + 1) return `${kind} ${sequence} follows ${last}`;
    last = sequence;
    ended = kind === 'done' || kind === 'error';
  }
  return undefined;
}
