import { FinishReason, GenerationCompleted, GenerationFailed } from '@bodybroker/contracts-ai-integration';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type OutgoingEvent } from '@bodybroker/nats-sdk';
import type { Attempt } from '../domain/answer.js';
import type { GenerationRecord } from '../domain/generation-record.js';

export interface EndFacts {
  readonly clock: Clock;
  /** The model that was asked last. */
  readonly target: string;
  readonly attempts: readonly Attempt[];
  /** Empty when it ended well. */
  readonly code: string;
  readonly ttftMs: number;
  readonly latencyMs: number;
}

/** Tells that a generation ended, to be committed with its record. Never what it said. */
export function generationEnded(record: GenerationRecord, facts: EndFacts): OutgoingEvent {
  const { id, decisionId, usage, finishReason, modelRef, provider, playerId, delivery } = record;
  const { clock, target, attempts, code, ttftMs, latencyMs } = facts;
  const failedAttempts = attempts
    .filter(({ error }) => error !== '')
    .map((attempt) => ({ target: attempt.target, modelRef: attempt.modelRef, code: attempt.error }));
  const common = {
    generationId: id,
    decisionId,
    target,
    latencyMs: BigInt(latencyMs),
    tokens: usage.completionTokens,
    modelRef,
    provider,
    failedAttempts,
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
    costMicros: usage.costMicros,
    ...(playerId === undefined ? {} : { playerId }),
  };
  // A generation ends once, so that its id is enough.
  const about = { source: 'ai-integration', clock, entityId: id, eventId: `ai-integration:${id}:ended` };
  if (code !== '') return createEvent(GenerationFailed, { ...common, code }, about);
  return createEvent(
    GenerationCompleted,
    {
      ...common,
      ttftMs: BigInt(ttftMs),
      finishReason: FinishReason[finishReason],
      streamed: delivery === 'STREAM',
    },
    about,
  );
}
