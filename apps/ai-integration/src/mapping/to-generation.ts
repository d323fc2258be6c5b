import { FinishReason, type Generation } from '@bodybroker/contracts-ai-integration';
import type { EndedGeneration } from '../generating/run-generation.js';
import type { GenerationPlan } from '../generating/plan-generation.js';

/** A generation that has ended, for who asked. @throws what it failed with */
export function toGeneration(plan: GenerationPlan, { outcome, attempts, latencyMs }: EndedGeneration): Generation {
  if (outcome.kind === 'failed') throw outcome.error;
  const { text, finishReason, usage, modelRef, provider } = outcome.answer;
  return {
    generationId: plan.id,
    text,
    finishReason: FinishReason[finishReason],
    usage,
    modelRef,
    provider,
    latencyMs: BigInt(latencyMs),
    cached: plan.cached !== undefined,
    attempts: attempts.map(({ target, error }) => ({ target, error })),
  };
}
