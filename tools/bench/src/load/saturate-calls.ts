import { LatencyHistogram } from './latency-histogram.js';
import { loadResult, type LoadResult } from './load-result.js';

/** Keeps a number of calls under way for a while. */
export async function saturateCalls(
  call: () => Promise<unknown>,
  options: { readonly inFlight: number; readonly seconds: number },
): Promise<LoadResult> {
  const latencies = new LatencyHistogram();
  const startMs = performance.now();
  const endMs = startMs + options.seconds * 1000;
  let errors = 0;
  const loop = async (): Promise<void> => {
    for (let sentMs = startMs; sentMs < endMs;) {
      try {
        await call();
        const nowMs = performance.now();
        latencies.record(nowMs - sentMs);
        sentMs = nowMs;
      } catch {
        errors += 1;
        sentMs = performance.now();
      }
    }
  };
  await Promise.all(Array.from({ length: options.inFlight }, loop));
  return loadResult(latencies, errors, (performance.now() - startMs) / 1000);
}
