import { ngramVector, packVector, type Vector } from '../domain/vector.js';
import type { IndexedChunk } from './lore-index.js';

/** Makes vectors of texts with a model; as many as texts. */
export type EmbedTexts = (texts: readonly string[], signal: AbortSignal) => Promise<readonly (readonly number[])[]>;

export interface ChunkVectorsOptions {
  /** The model that is asked; undefined: our own n-grams. */
  readonly embed: EmbedTexts | undefined;
  /** Called when the model did not answer and our own vectors were used. */
  onFallback(error: unknown): void;
}

/** Texts one call of the model takes, and calls one search waits for: what is left is embedded for the next one. */
const BATCH = 100;
const MOST_BATCHES = 10;

const OWN_MODEL = 'ngrams';
const REMOTE_MODEL = 'remote';

/** The vectors of chunks, made when they are first needed and kept with the chunk. All that are compared are of one model. */
export class ChunkVectors {
  readonly #options: ChunkVectorsOptions;

  constructor(options: ChunkVectorsOptions) {
    this.#options = options;
  }

  /** The query's vector and those of the chunks, all of one kind. */
  async vectorsOf(
    query: string,
    chunks: readonly IndexedChunk[],
    signal: AbortSignal,
  ): Promise<{ readonly query: Vector; readonly of: (chunk: IndexedChunk) => Vector | undefined }> {
    const { embed, onFallback } = this.#options;
    if (embed !== undefined) {
      try {
        const [queryVector] = await embed([query], signal);
        await this.#embedMissing(embed, chunks, signal);
        if (queryVector !== undefined) {
          return {
            query: packVector(queryVector),
            of: ({ vector }) => (vector?.model === REMOTE_MODEL ? vector.value : undefined),
          };
        }
      } catch (error) {
        signal.throwIfAborted();
        onFallback(error);
      }
    }
    return { query: ngramVector(query), of: ownVector };
  }

  async #embedMissing(embed: EmbedTexts, chunks: readonly IndexedChunk[], signal: AbortSignal): Promise<void> {
    const missing = chunks.filter(({ vector }) => vector?.model !== REMOTE_MODEL).slice(0, BATCH * MOST_BATCHES);
    for (let at = 0; at < missing.length; at += BATCH) {
      const batch = missing.slice(at, at + BATCH);
      const vectors = await embed(batch.map(textOf), signal);
      batch.forEach((chunk, place) => {
        const numbers = vectors[place];
        if (numbers !== undefined) chunk.vector = { model: REMOTE_MODEL, value: packVector(numbers) };
      });
    }
  }
}

function ownVector(chunk: IndexedChunk): Vector {
  if (chunk.vector?.model === OWN_MODEL) return chunk.vector.value;
  const value = ngramVector(textOf(chunk));
  // One that a model made is worth keeping.
  if (chunk.vector === undefined) chunk.vector = { model: OWN_MODEL, value };
  return value;
}

function textOf({ document, text }: IndexedChunk): string {
  return `${document.title}. ${text}`;
}
