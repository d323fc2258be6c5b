import { createParser } from 'eventsource-parser';

export interface ServerSentEvent {
  /** `message` where the server names none. */
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

export interface ServerSentEvents {
  /** Bytes as they came, cut anywhere. */
  feed(bytes: Uint8Array): void;
}

export interface ServerSentEventsOptions {
  readonly onEvent: (event: ServerSentEvent) => void;
  /** Told how long the server wants to be left alone before a reconnect: milliseconds. */
  readonly onRetry?: (retryMs: number) => void;
}

/** Makes events of the bytes of a `text/event-stream` (WHATWG HTML §9.2); a character may be cut in two by the network. */
export function serverSentEvents({ onEvent, onRetry }: ServerSentEventsOptions): ServerSentEvents {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event, id, data }) => onEvent({ event: event ?? 'message', id, data }),
    onRetry: (retryMs) => onRetry?.(retryMs),
  });
  return { feed: (bytes) => parser.feed(decoder.decode(bytes, { stream: true })) };
}
