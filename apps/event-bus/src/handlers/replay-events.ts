import { ReplaySpeed } from '@bodybroker/contracts-event-bus';
import type { Deps, EventBusHandler } from '../deps.js';
import { admitFilter } from '../domain/event-filter.js';
import { atOriginalSpeed, lastReplayed, upTo } from '../domain/replay.js';
import { toDomain } from '../mapping/to-domain.js';
import { toFilter } from '../mapping/to-filter.js';
import { resumed, toStart } from '../mapping/to-start.js';

/** Stored events once more, in order, to where the stream ended when the replay began. */
export const replayEvents = ({ reader, sleep }: Deps): EventBusHandler<'replayEvents'> =>
  async function* (request, { actor, signal }) {
    const filter = admitFilter(actor, toFilter(request.filter), toDomain(request.stream));
    const start = resumed(request, toStart(request.from, { from: 'all' }));
    const toSequence = request.toSequence === undefined ? undefined : Number(request.toSequence);
    const last = lastReplayed(await reader.lastSequence(request.stream), toSequence);
    const events = upTo(reader.read(filter, { start, end: 'stop-at-end', signal }), last);
    const isPaced = request.speed === ReplaySpeed.ORIGINAL;
    for await (const { event } of isPaced ? atOriginalSpeed(events, (ms) => sleep(ms, signal)) : events) yield event;
  };
