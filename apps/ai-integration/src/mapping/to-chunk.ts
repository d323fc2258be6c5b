import { FinishReason, type LlmStreamChunk } from '@bodybroker/contracts-ai-integration';
import type { StreamChunk } from '../domain/stream-chunk.js';

/** A chunk as it goes out. The stream's id is its generation's. */
export function toChunk(streamId: string, chunk: StreamChunk): LlmStreamChunk {
  return { streamId, sequence: BigInt(chunk.sequence), chunk: caseOf(chunk) };
}

function caseOf(chunk: StreamChunk): LlmStreamChunk['chunk'] {
  switch (chunk.kind) {
    case 'delta':
      return { oneofKind: 'delta', delta: { text: chunk.text } };
    case 'heartbeat':
      return { oneofKind: 'heartbeat', heartbeat: {} };
    case 'usage':
      return { oneofKind: 'usage', usage: chunk.usage };
    case 'done': {
      const { finishReason, modelRef, provider, textSha256 } = chunk;
      return { oneofKind: 'done', done: { finishReason: FinishReason[finishReason], modelRef, provider, textSha256 } };
    }
    case 'error': {
      const { reason, message, partial } = chunk;
      return { oneofKind: 'failure', failure: { reason, message, partial } };
    }
  }
}
