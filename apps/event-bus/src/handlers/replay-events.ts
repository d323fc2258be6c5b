import { ReplaySpeed } from '@bodybroker/contracts-event-bus';
import type { Deps, EventBusHandler } from '../deps.js';
import { admitFilter } from '../domain/event-filter.js';
import { MAX_REPLAYED, lastReplayed, pauseBefore } from '../domain/replay.js';
import { toDomain } from '../mapping/to-domain.js';
import { toFilter } from '../mapping/to-filter.js';
import { toStart } from '../mapping/to-start.js';

/** Stored events once more, in order, to where the stream ended when the replay began. */
export const replayEvents = ({ reader, sleep }: Deps): EventBusHandler<'replayEvents'> =>
  async function* (request, { actor, signal }) {
    const filter = admitFilter(actor, toFilter(request.filter), toDomain(request.stream));
    const start = toStart(request.from, { from: 'all' });
    const toSequence = request.toSequence === undefined ? undefined : Number(request.toSequence);
    const last = lastReplayed(await reader.lastSequence(request.stream), toSequence);
    let count = 0;
    let previousMs: number | undefined;
    for await (const { event, message } of reader.read(filter, { start, end: 'stop-at-end', signal })) {
      if (message.sequence > last) return;
      if (request.speed === ReplaySpeed.ORIGINAL) await sleep(pauseBefore(message.storedMs, previousMs), signal);
      previousMs = message.storedMs;
      yield event;
      count += 1;
      if (count === MAX_REPLAYED || message.sequence === last) return;
    }
  };
