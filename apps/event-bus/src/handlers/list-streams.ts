import type { Deps, EventBusHandler } from '../deps.js';
import { isShownStream } from '../domain/event-stream.js';

/** The streams of events, of work and of dead letters, by name. */
export const listStreams =
  ({ log }: Deps): EventBusHandler<'listStreams'> =>
  async () => {
    const shown = (await log.streams()).filter(({ subjects }) => isShownStream(subjects));
    return {
      streams: shown.map(({ name, messages, bytes, firstSequence, lastSequence }) => ({
        name,
        messages: BigInt(messages),
        bytes: BigInt(bytes),
        firstSequence: BigInt(firstSequence),
        lastSequence: BigInt(lastSequence),
      })),
    };
  };
