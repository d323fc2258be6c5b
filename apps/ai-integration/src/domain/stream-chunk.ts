import type { FinishReason, Usage } from './generation.js';

/** One chunk of a stream; numbered by ChunkSequence. */
export type StreamChunk =
  | { readonly kind: 'delta'; readonly sequence: number; readonly text: string }
  | { readonly kind: 'usage'; readonly sequence: number; readonly usage: Usage }
  | { readonly kind: 'heartbeat'; readonly sequence: number }
  | {
      readonly kind: 'done';
      readonly sequence: number;
      readonly finishReason: FinishReason;
      readonly modelRef: string;
      readonly provider: string;
      /** Hex, over the joined deltas. */
      readonly textSha256: string;
    }
  | {
      readonly kind: 'error';
      readonly sequence: number;
      readonly reason: string;
      readonly message: string;
      /** Whether words were sent before. */
      readonly partial: boolean;
    };

/** Chunks that one stream may have. Above the largest max_tokens, so that only a runaway provider meets it. */
export const MAX_STREAM_CHUNKS = 4096;

export function isLastChunk({ kind }: StreamChunk): boolean {
  return kind === 'done' || kind === 'error';
}
