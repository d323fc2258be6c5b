import { readPage } from '@bodybroker/domain';
import type { Deps, EventBusHandler } from '../deps.js';
import { domainOf } from '../domain/event-stream.js';
import { toEventType } from '../mapping/to-event-type.js';

/** Known types of event, by name; to players those they may read. */
export const listEventTypes =
  ({ types }: Deps): EventBusHandler<'listEventTypes'> =>
  async (request, { actor, signal }) => {
    await types.loaded(signal);
    const isPlayer = actor.kind === 'player';
    const page = readPage(request, [String(isPlayer)]);
    const { rows, nextPageToken } = types.list(page, ({ type }) => !isPlayer || domainOf(type) !== 'sys');
    return { eventTypes: rows.map(toEventType), nextPageToken };
  };
