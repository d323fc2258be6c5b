import type { EventLog, StoredMessage } from '@bodybroker/nats-sdk';

export interface ChangesFromNowOptions {
  readonly stream: string;
  /** The subject of the changes. */
  readonly filterSubject: string;
  /** Ends the changes. */
  readonly signal: AbortSignal;
}

/**
 * What is stored of a subject from now on, for a watcher that is first told how things are: take the changes, read the state and tell it,
 * then tell each change. A change between taking and reading is told once more rather than never.
 * @throws RpcError UNAVAILABLE
 */
export async function changesFromNow(
  log: Pick<EventLog, 'last' | 'read'>,
  { stream, filterSubject, signal }: ChangesFromNowOptions,
): Promise<AsyncIterable<StoredMessage>> {
  const last = (await log.last(stream, filterSubject))?.sequence ?? 0;
  const start = last === 0 ? ({ from: 'all' } as const) : ({ from: 'sequence', sequence: last + 1 } as const);
  return after(last, log.read(stream, { filterSubject, start, end: 'follow', signal }));
}

async function* after(last: number, messages: AsyncIterable<StoredMessage>): AsyncGenerator<StoredMessage> {
  for await (const message of messages) if (message.sequence > last) yield message;
}
