import { HttpConnection } from './http-connection.js';
import type { HttpTarget } from './http-target.js';
import { LatencyHistogram } from './latency-histogram.js';
import { loadResult, type LoadResult } from './load-result.js';

/** A server that is not there must not be asked thousands of times a second. */
const PAUSE_AFTER_ERROR_MS = 10;

/** Keeps each of a number of connections busy for a while: the next request goes out when the answer is there. */
export function saturateHttp(
  target: HttpTarget,
  options: { readonly connections: number; readonly seconds: number },
): Promise<LoadResult> {
  const request = Buffer.from(target.request);
  const latencies = new LatencyHistogram();
  const startMs = performance.now();
  const endMs = startMs + options.seconds * 1000;
  let errors = 0;
  let open = options.connections;
  return new Promise((resolve) => {
    const run = (): void => {
      let sentMs = 0;
      const send = (nowMs: number): void => {
        sentMs = nowMs;
        connection.send();
      };
      const onAnswer = (status: number | Error): void => {
        const nowMs = performance.now();
        if (status === 200) latencies.record(nowMs - sentMs);
        else errors += 1;
        if (nowMs >= endMs) {
          connection.close();
          open -= 1;
          if (open === 0) resolve(loadResult(latencies, errors, (nowMs - startMs) / 1000));
        } else if (status === 200) send(nowMs);
        else setTimeout(() => send(performance.now()), PAUSE_AFTER_ERROR_MS);
      };
      const connection = new HttpConnection({ port: target.port, request, onAnswer });
      send(startMs);
    };
    for (let i = 0; i < options.connections; i += 1) run();
  });
}
