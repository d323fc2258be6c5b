import type { PublishOutcome } from '@bodybroker/contracts-event-bus';
import type { Deps, EventBusHandler } from '../deps.js';
import { toOutcome } from '../mapping/to-outcome.js';
import { publishNewEvent } from '../publishers/publish-new-event.js';

/** Stores events one after another; one that is refused does not keep the others out. */
export const publishBatch =
  (deps: Deps): EventBusHandler<'publishBatch'> =>
  async ({ events }, context) => {
    const { idempotencyKey, signal } = context;
    const results: PublishOutcome[] = [];
    for (const [index, event] of events.entries()) {
      signal.throwIfAborted();
      const key = idempotencyKey === undefined ? undefined : `${idempotencyKey}:${index}`;
      results.push(await toOutcome(publishNewEvent(deps, event, context, key)));
    }
    return { results };
  };
