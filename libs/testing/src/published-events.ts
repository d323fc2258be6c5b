import { setTimeout as delay } from 'node:timers/promises';
import type { EventEnvelope } from '@bodybroker/contracts-common';
import { decodeEvent, decodePayload, eventTypeOf, type MemoryServer, type StoredMessage } from '@bodybroker/nats-sdk';
import { streamOf } from './test-broker.js';

/** An event as a test sees it: the envelope, with its payload read. */
export type PublishedEvent<Payload> = Omit<EventEnvelope, 'payload'> & {
  readonly subject: string;
  readonly payload: Payload;
};

const PATIENCE_MS = 4000;
const SETTLE_MS = 40;

/**
 * Waits until `count` events of a type are in the stream, and a little longer for one too many; answers all there are.
 * Fails when there are not that many. Without a count it waits only that little.
 */
export async function publishedEvents<Payload extends object>(
  broker: MemoryServer,
  messageType: Parameters<typeof decodePayload<Payload>>[0],
  count?: number,
): Promise<readonly PublishedEvent<Payload>[]> {
  const { type } = eventTypeOf(messageType);
  const endsAt = performance.now() + PATIENCE_MS;
  while ((await stored(broker, `${type}.*`)).length < (count ?? 0) && performance.now() < endsAt) await delay(5);
  await delay(SETTLE_MS);
  const events = (await stored(broker, `${type}.*`)).map(({ subject, data }) => {
    const envelope = decodeEvent(data);
    return { ...envelope, subject, payload: decodePayload(messageType, envelope) };
  });
  if (count !== undefined && events.length !== count)
    throw new Error(`${count} ${type} were expected, ${events.length} were published`);
  return events;
}

async function stored(broker: MemoryServer, filterSubject: string): Promise<readonly StoredMessage[]> {
  const { signal } = new AbortController();
  const messages: StoredMessage[] = [];
  const read = broker.events.read(streamOf(filterSubject), {
    filterSubject,
    start: { from: 'all' },
    end: 'stop-at-end',
    signal,
  });
  for await (const message of read) messages.push(message);
  return messages;
}
