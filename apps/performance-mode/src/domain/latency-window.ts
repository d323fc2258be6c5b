const KEPT = 100;
const LIVES_MS = 60_000;

/** The p95 of what a service took lately: the last hundred of the last minute. */
export class LatencyWindow {
  #samples: { readonly atMs: number; readonly latencyMs: number }[] = [];

  add(latencyMs: number, atMs: number): void {
    this.#samples.push({ atMs, latencyMs });
    if (this.#samples.length > KEPT) this.#samples.shift();
  }

  /** In milliseconds; undefined without a sample in the last minute. */
  p95(nowMs: number): number | undefined {
    const recent = this.#samples.filter(({ atMs }) => nowMs - atMs <= LIVES_MS).map(({ latencyMs }) => latencyMs);
    if (recent.length === 0) return undefined;
    return recent.sort((a, b) => a - b)[Math.ceil(recent.length * 0.95) - 1];
  }
}
