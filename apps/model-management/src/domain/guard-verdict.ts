import type { Guard } from './deployment.js';

/** Only what happened in the last five minutes counts. */
export const GUARD_WINDOW_MS = 5 * 60_000;
export const DEFAULT_MIN_SAMPLES = 20;

/** How one generation of a version went. */
export interface Sample {
  readonly atMs: number;
  readonly isOk: boolean;
  /** Of one that went well. */
  readonly latencyMs: number;
}

/** Why a deployment shall be taken back, in words; undefined when it may stay. */
export function guardBreach(guard: Guard, samples: readonly Sample[], nowMs: number): string | undefined {
  const recent = samples.filter(({ atMs }) => atMs > nowMs - GUARD_WINDOW_MS);
  if (recent.length < guard.minSamples) return undefined;
  const failed = recent.filter(({ isOk }) => !isOk).length;
  const ratio = failed / recent.length;
  if (guard.maxErrorRatio !== undefined && ratio > guard.maxErrorRatio) {
    return `error ratio ${rounded(ratio)} of ${recent.length} is above ${guard.maxErrorRatio}`;
  }
  const p95 = percentile95(recent.filter(({ isOk }) => isOk).map(({ latencyMs }) => latencyMs));
  if (guard.maxP95Ms !== undefined && p95 !== undefined && p95 > guard.maxP95Ms) {
    return `p95 of ${p95} ms of ${recent.length} is above ${guard.maxP95Ms} ms`;
  }
  return undefined;
}

/** By nearest rank; undefined of nothing. */
function percentile95(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1];
}

function rounded(ratio: number): number {
  return Number(ratio.toFixed(3));
}
