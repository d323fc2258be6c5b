import { FinishReason, GenerationStatus, type GenerationProgress } from '@bodybroker/contracts-ai-integration';
import { stateOf, type GenerationRecord } from '../domain/generation-record.js';
import { isTerminal } from '../domain/stream-state.js';

/** How far a generation is. @param textSoFar what was said up to now */
export function toProgress(record: GenerationRecord, textSoFar: string, nowMs: number): GenerationProgress {
  const state = stateOf(record, nowMs);
  const { id, usage, modelRef, provider } = record;
  return {
    generationId: id,
    status: GenerationStatus[state],
    textSoFar,
    usage,
    finishReason: finishReasonOf(record, state),
    modelRef,
    provider,
  };
}

function finishReasonOf(record: GenerationRecord, state: GenerationRecord['state']): FinishReason {
  if (!isTerminal(state)) return FinishReason.UNSPECIFIED;
  return isTerminal(record.state) ? FinishReason[record.finishReason] : FinishReason.ERROR;
}
