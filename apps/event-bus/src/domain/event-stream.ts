import { invalidArgument } from '@bodybroker/domain';

/** The streams of events by the first token of their subjects. A caller cannot choose: the stream follows from the type. */
export const EVENT_STREAMS = { game: 'GAME_EVENTS', narr: 'NARRATIVE_EVENTS', sys: 'SYSTEM_EVENTS' } as const;

/** First token of an event's type. */
export type EventDomain = keyof typeof EVENT_STREAMS;
export type EventStreamName = (typeof EVENT_STREAMS)[EventDomain];

/** First tokens of what ListStreams shows; other streams (buckets, the ledger) are nobody's business. */
const SHOWN = new Set([...Object.keys(EVENT_STREAMS), 'orch', 'dlq']);

/** The domain of a type, subject or pattern; undefined when its events are in no stream of events. */
export function domainOf(subject: string): EventDomain | undefined {
  const [first = ''] = subject.split('.', 1);
  return isEventDomain(first) ? first : undefined;
}

/** The domain whose events a stream keeps; undefined for streams that keep other things. */
export function domainOfStream(stream: string): EventDomain | undefined {
  return Object.keys(EVENT_STREAMS)
    .filter(isEventDomain)
    .find((domain) => EVENT_STREAMS[domain] === stream);
}

/** @throws DomainError INVALID_ARGUMENT BAD_EVENT_TYPE when events of such a type are kept nowhere */
export function streamOf(type: string): EventStreamName {
  const domain = domainOf(type);
  if (domain === undefined) {
    throw invalidArgument('type', 'must begin with game., narr. or sys.', 'BAD_EVENT_TYPE');
  }
  return EVENT_STREAMS[domain];
}

/** Whether a stream with these subjects is shown to callers. */
export function isShownStream(subjects: readonly string[]): boolean {
  return subjects.length > 0 && subjects.every((subject) => SHOWN.has(subject.split('.', 1).join('')));
}

function isEventDomain(token: string): token is EventDomain {
  return Object.hasOwn(EVENT_STREAMS, token);
}
