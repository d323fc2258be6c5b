import { invalidArgument } from '@bodybroker/domain';
import type { Deps, EventBusHandler } from '../deps.js';
import { publishNewEvent } from '../publishers/publish-new-event.js';

/** Stores one event in the stream its type belongs to. */
export const publishEvent =
  (deps: Deps): EventBusHandler<'publishEvent'> =>
  async ({ event }, context) => {
    if (event === undefined) throw invalidArgument('event', 'must be given', 'FIELD_REQUIRED');
    return publishNewEvent(deps, event, context);
  };
