/** How the calls to one instance went lately. */
export interface OutcomeSummary {
  readonly samples: number;
  readonly errors: number;
  /** In milliseconds. */
  readonly latenciesMs: readonly number[];
}

interface Sample {
  readonly atMs: number;
  readonly latencyMs: number;
  readonly ok: boolean;
}

const WINDOW_MS = 60_000;
const MAX_SAMPLES = 500;
/** Weight of the newest answer in the moving average. */
const NEWEST = 0.2;

/** The outcomes of the last minute, and a moving average of the latency, for each instance. */
export class Outcomes {
  readonly #samples = new Map<string, Sample[]>();
  readonly #averageMs = new Map<string, number>();

  add(instanceId: string, sample: Sample): void {
    const samples = this.#samples.get(instanceId) ?? [];
    samples.push(sample);
    if (samples.length > MAX_SAMPLES) samples.shift();
    this.#samples.set(instanceId, samples);
    const before = this.#averageMs.get(instanceId);
    const { latencyMs } = sample;
    this.#averageMs.set(instanceId, before === undefined ? latencyMs : before + NEWEST * (latencyMs - before));
  }

  /** Exponentially weighted moving average, in milliseconds; 0 when nothing was reported. */
  latencyMs(instanceId: string): number {
    return this.#averageMs.get(instanceId) ?? 0;
  }

  summary(instanceId: string, nowMs: number): OutcomeSummary {
    const recent = (this.#samples.get(instanceId) ?? []).filter(({ atMs }) => nowMs - atMs <= WINDOW_MS);
    return {
      samples: recent.length,
      errors: recent.filter(({ ok }) => !ok).length,
      latenciesMs: recent.map(({ latencyMs }) => latencyMs),
    };
  }

  forget(instanceId: string): void {
    this.#samples.delete(instanceId);
    this.#averageMs.delete(instanceId);
  }
}

/** The value below which a share of the list lies; 0 of an empty one. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
