import { quantile } from './statistics.js';

export interface LatencySummary {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly errors: number;
}

/**
 * Sends at a constant rate whatever the answers do, and measures each from when it was due: a slow answer cannot hold
 * back the ones behind it and so hide them (Tene, "How NOT to Measure Latency").
 */
export async function measureAtRate(
  send: () => Promise<unknown>,
  options: { readonly perSecond: number; readonly seconds: number },
): Promise<LatencySummary> {
  const intervalMs = 1000 / options.perSecond;
  const total = Math.round(options.perSecond * options.seconds);
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  let errors = 0;
  const start = performance.now() + 10;
  for (let i = 0; i < total; i += 1) {
    const dueMs = start + i * intervalMs;
    await until(dueMs);
    pending.push(
      send().then(
        () => void latencies.push(performance.now() - dueMs),
        () => void (errors += 1),
      ),
    );
  }
  await Promise.all(pending);
  latencies.sort((a, b) => a - b);
  return { p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), maxMs: latencies.at(-1) ?? 0, errors };
}

/** setTimeout is a millisecond coarse; the rest is waited turn by turn. */
async function until(timeMs: number): Promise<void> {
  const restMs = timeMs - performance.now();
  if (restMs > 2) await new Promise((resolve) => setTimeout(resolve, restMs - 1.5));
  while (performance.now() < timeMs) await new Promise((resolve) => setImmediate(resolve));
}
