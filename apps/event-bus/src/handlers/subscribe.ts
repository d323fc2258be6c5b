import type { Deps, EventBusHandler } from '../deps.js';
import { admitFilter } from '../domain/event-filter.js';
import { toFilter } from '../mapping/to-filter.js';
import { resumed, toStart } from '../mapping/to-start.js';

/** Events as they come, from a chosen start, until the caller leaves. */
export const subscribe = ({ reader, live }: Deps): EventBusHandler<'subscribe'> =>
  async function* (request, { actor, signal }) {
    const filter = admitFilter(actor, toFilter(request.filter));
    const start = resumed(request, toStart(request.start, { from: 'new' }));
    for await (const { event } of live.during(reader.read(filter, { start, end: 'follow', signal }))) yield event;
  };
