import { FinishReason, GenerationCompleted, GenerationFailed } from '@bodybroker/contracts-ai-integration';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type OutgoingEvent } from '@bodybroker/nats-sdk';
import type { GenerationRecord } from '../domain/generation-record.js';

export interface EndFacts {
  readonly clock: Clock;
  /** The model that was asked last. */
  readonly target: string;
  /** Empty when it ended well. */
  readonly code: string;
  readonly ttftMs: number;
  readonly latencyMs: number;
}

/** Tells that a generation ended, to be committed with its record. Never what it said. */
export function generationEnded(record: GenerationRecord, facts: EndFacts): OutgoingEvent {
  const { id, decisionId, usage, finishReason } = record;
  const { clock, target, code, ttftMs, latencyMs } = facts;
  const common = {
    generationId: id,
    decisionId,
    target,
    latencyMs: BigInt(latencyMs),
    tokens: usage.completionTokens,
  };
  // A generation ends once, so that its id is enough.
  const about = { source: 'ai-integration', clock, entityId: id, eventId: `ai-integration:${id}:ended` };
  return code === ''
    ? createEvent(
        GenerationCompleted,
        { ...common, ttftMs: BigInt(ttftMs), finishReason: FinishReason[finishReason] },
        about,
      )
    : createEvent(GenerationFailed, { ...common, code }, about);
}
