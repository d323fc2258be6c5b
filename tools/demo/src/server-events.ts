import { EventSourceParserStream } from 'eventsource-parser/stream';

export interface ServerEvent {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly json: unknown;
}

export interface ServerEventsOptions {
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  readonly token: string;
  readonly signal: AbortSignal;
}

/** Reads a stream of the gateway as server-sent events, until it ends or the signal aborts. */
export async function* serverEvents(url: string, options: ServerEventsOptions): AsyncGenerator<ServerEvent> {
  const response = await fetch(url, {
    method: options.method ?? 'GET',
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${options.token}`,
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    signal: options.signal,
  });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { event, id, data } of events) yield { event, id, json: JSON.parse(data) as unknown };
}
