import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { messageTypesOf, PLAYER_NARRATIVE_EVENTS } from '../mapping/heard-events.js';
import { countEvent } from './count-event.js';

/** What a player finds, reads and understands. Our own events, and what nobody told us of, are acknowledged unread. */
export const onNarrativeEvent = (deps: Deps): Subscriber =>
  subscriber<object>({
    event: messageTypesOf(PLAYER_NARRATIVE_EVENTS),
    durable: 'story-teller-narrative',
    filterSubject: 'narr.>',
    handle: (payload, { event }) => countEvent(deps, event, payload),
  });
