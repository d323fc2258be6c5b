import type { GenerationCompleted, GenerationFailed } from '@bodybroker/contracts-ai-integration';
import type { Report } from '../routing/report.js';

/** What a generation says of each target that was asked: one report a target, its last one where it was asked again. */
export function reportsOf(payload: GenerationCompleted | GenerationFailed, atMs: number): readonly Report[] {
  const reports = new Map<string, Report>();
  for (const { target, code } of payload.failedAttempts) {
    const outcome = { atMs, isOk: false, code, ttftMs: undefined, latencyMs: 0, completionTokens: 0 };
    reports.set(target, { target, outcome, promptTokens: 0, costMicros: 0 });
  }
  // An earlier answer that was given again, or one broken off by its reader, says nothing of the target.
  if (!('finishReason' in payload) || payload.modelRef === '' || payload.target === '') return [...reports.values()];
  const { target, promptTokens, completionTokens, streamed, costMicros } = payload;
  const outcome = {
    atMs,
    isOk: true,
    code: '',
    ttftMs: streamed ? Number(payload.ttftMs) : undefined,
    latencyMs: Number(payload.latencyMs),
    completionTokens,
  };
  reports.set(target, { target, outcome, promptTokens, costMicros: Number(costMicros) });
  return [...reports.values()];
}
