import { invalidArgument } from '@bodybroker/domain';

export const THERMALS = ['NOMINAL', 'FAIR', 'SERIOUS', 'CRITICAL'] as const;
export type Thermal = (typeof THERMALS)[number];

/** How a device did for a moment: what decides of it. */
export interface MetricSample {
  /** Unix milliseconds. */
  readonly atMs: number;
  /** Frames per second, the slowest twentieth. */
  readonly fpsP5: number;
  readonly thermal: Thermal;
}

/** How far a client's clock may be off. */
export const MAX_SKEW_MS = 5 * 60_000;

/** In the order of their time. @throws DomainError INVALID_ARGUMENT CLOCK_SKEW */
export function checkSamples(samples: readonly MetricSample[], nowMs: number): readonly MetricSample[] {
  for (const { atMs } of samples) {
    if (Math.abs(atMs - nowMs) > MAX_SKEW_MS) {
      throw invalidArgument('samples.at_ms', 'must be within 5 minutes of now', 'CLOCK_SKEW', {
        now_ms: String(nowMs),
      });
    }
  }
  return [...samples].sort((a, b) => a.atMs - b.atMs);
}
