import type { GenerationCompleted, GenerationFailed } from '@bodybroker/contracts-ai-integration';
import type { Sample } from '../domain/guard-verdict.js';

/** What a generation says of each version that was asked, by model_ref. One that its reader broke off says nothing of the last. */
export function samplesOf(
  payload: GenerationCompleted | GenerationFailed,
  atMs: number,
): ReadonlyMap<string, readonly Sample[]> {
  const samples = new Map<string, readonly Sample[]>();
  const add = (modelRef: string, sample: Sample): void => {
    if (modelRef !== '') samples.set(modelRef, [...(samples.get(modelRef) ?? []), sample]);
  };
  for (const { modelRef } of payload.failedAttempts) add(modelRef, { atMs, isOk: false, latencyMs: 0 });
  if ('finishReason' in payload) add(payload.modelRef, { atMs, isOk: true, latencyMs: Number(payload.latencyMs) });
  return samples;
}
