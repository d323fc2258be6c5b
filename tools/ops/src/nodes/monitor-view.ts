import { toNatsNode, type ClusterView, type HealthzAnswer, type JszAnswer, type VarzAnswer } from './nats-node.js';

const ANSWER_TIMEOUT_MS = 3_000;

/** The cluster as the monitoring ports of its nodes show it, such as `http://10.0.1.10:8222`. Who does not answer is not in it. */
export function monitorView(urls: readonly string[]): ClusterView {
  return {
    nodes: async (signal) => {
      const nodes = await Promise.all(
        urls.map(async (url) => {
          const ask = <Answer>(path: string) => read<Answer>(`${url}${path}`, signal);
          const [varz, jsz, healthz] = await Promise.all([
            ask<VarzAnswer>('/varz'),
            ask<JszAnswer>('/jsz'),
            ask<HealthzAnswer>('/healthz'),
          ]);
          return varz && toNatsNode(varz, jsz, healthz);
        }),
      );
      signal.throwIfAborted();
      return nodes.filter((node) => node !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

// /healthz answers 503 with the same body.
async function read<Answer>(url: string, signal: AbortSignal): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]) });
    return (await response.json()) as Answer;
  } catch {
    return undefined;
  }
}
