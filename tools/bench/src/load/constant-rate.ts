import { LatencyHistogram } from './latency-histogram.js';
import { loadResult, type LoadResult } from './load-result.js';

/**
 * Sends at a constant rate whatever the answers do, and measures each from when it was due: a slow answer cannot hold
 * back the ones behind it and so hide them (Tene, "How NOT to Measure Latency").
 */
export async function sendAtRate(
  send: () => Promise<unknown>,
  options: { readonly perSecond: number; readonly seconds: number },
): Promise<LoadResult> {
  const intervalMs = 1000 / options.perSecond;
  const total = Math.round(options.perSecond * options.seconds);
  const latencies = new LatencyHistogram();
  const pending: Promise<void>[] = [];
  let errors = 0;
  const startMs = performance.now() + 10;
  for (let i = 0; i < total; i += 1) {
    const dueMs = startMs + i * intervalMs;
    await until(dueMs);
    pending.push(
      send().then(
        () => latencies.record(performance.now() - dueMs),
        () => void (errors += 1),
      ),
    );
  }
  await Promise.all(pending);
  return loadResult(latencies, errors, (performance.now() - startMs) / 1000);
}

/** setTimeout is a millisecond coarse; the rest is waited turn by turn. */
async function until(timeMs: number): Promise<void> {
  const restMs = timeMs - performance.now();
  if (restMs > 2) await new Promise((resolve) => setTimeout(resolve, restMs - 1.5));
  while (performance.now() < timeMs) await new Promise((resolve) => setImmediate(resolve));
}
