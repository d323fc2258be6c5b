import type { Deps } from '../deps.js';
import { ALIVE_MS } from '../domain/generation-record.js';
import type { LiveGeneration } from './live-generations.js';

const EVERY_MS = ALIVE_MS / 3;

/**
 * Says from time to time that a generation is worked on and its stream is open, and hears whether it was cancelled, should the
 * note of it be lost.
 */
export function keepAlive(
  { records, liveStreams, logger }: Deps,
  generation: { readonly id: string; readonly streamOf: string | undefined },
  live: LiveGeneration,
): { stop(): void } {
  const { id, streamOf } = generation;
  const renew = async (): Promise<void> => {
    if (streamOf !== undefined) await liveStreams.renew(streamOf, id);
    if ((await records.keepAlive(id)) === 'stop') live.cancel();
  };
  const timer = setInterval(() => {
    renew().catch((error: unknown) => logger.warn('a generation could not be kept alive', { error, generation: id }));
  }, EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}
