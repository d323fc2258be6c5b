import type { Deps } from '../deps.js';
import type { StreamChunk } from '../domain/stream-chunk.js';
import type { GenerationPlan } from './plan-generation.js';
import { runGeneration } from './run-generation.js';
import { StreamOutlet } from './stream-outlet.js';

/**
 * The chunks of a generation as they come. Who stops reading cancels it.
 * @throws what {@link runGeneration} throws; what the generation failed with, when that was before its first word
 */
export async function* streamGeneration(
  deps: Deps,
  plan: GenerationPlan,
  signal: AbortSignal,
): AsyncGenerator<StreamChunk> {
  const reading = new AbortController();
  const outlet = new StreamOutlet(plan.id, { log: deps.chunks, logger: deps.logger });
  const run = runGeneration(deps, plan, AbortSignal.any([signal, reading.signal]), outlet);
  deps.live.track(run).catch((error: unknown) => outlet.fail(error));
  try {
    yield* outlet.read();
  } finally {
    reading.abort();
  }
}
