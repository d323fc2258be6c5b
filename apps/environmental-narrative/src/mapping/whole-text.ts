import { createHash } from 'node:crypto';
import { FinishReason, type LlmStreamChunk } from '@bodybroker/contracts-ai-integration';

/** A text that is there already, as a stream: one delta, and done. */
export function wholeText(streamId: string, text: string): readonly LlmStreamChunk[] {
  const textSha256 = createHash('sha256').update(text).digest('hex');
  const done = { finishReason: FinishReason.STOP, modelRef: '', provider: 'scene', textSha256 };
  return [
    { streamId, sequence: 0n, chunk: { oneofKind: 'delta', delta: { text } } },
    { streamId, sequence: 1n, chunk: { oneofKind: 'done', done } },
  ];
}
