import { setTimeout as delay } from 'node:timers/promises';
import type { EventEnvelope } from '@bodybroker/contracts-common';
import { decodeEvent, decodePayload, eventTypeOf, type MemoryServer } from '@bodybroker/nats-sdk';
import type { IMessageType } from '@protobuf-ts/runtime';

/** An event as a test sees it: the envelope, with its payload read. */
export type RecordedEvent<Payload> = Omit<EventEnvelope, 'payload'> & {
  readonly subject: string;
  readonly payload: Payload;
};

export interface EventRecord {
  /**
   * Waits until `count` events of a type were published, and a little longer for one too many; answers all there are.
   * Fails when they do not come.
   */
  of<Payload extends object>(type: IMessageType<Payload>, count: number): Promise<readonly RecordedEvent<Payload>[]>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 3000;
const SETTLE_MS = 40;

/** Records all events published on a broker, in their order. */
export function recordEvents(broker: MemoryServer): EventRecord {
  const connection = broker.connect();
  const seen: { readonly subject: string; readonly envelope: EventEnvelope }[] = [];
  const subscription = connection.bus.subscribe('game.>', ({ subject, data }) => {
    seen.push({ subject, envelope: decodeEvent(data) });
  });
  return {
    of: async (messageType, count) => {
      const { type } = eventTypeOf(messageType);
      const found = () => seen.filter(({ envelope }) => envelope.type === type);
      const endsAt = performance.now() + PATIENCE_MS;
      while (found().length < count && performance.now() < endsAt) await delay(5);
      await delay(SETTLE_MS);
      const events = found().map(({ subject, envelope }) => ({
        ...envelope,
        subject,
        payload: decodePayload(messageType, envelope),
      }));
      expect(events).toHaveLength(count);
      return events;
    },
    stop: async () => {
      subscription.unsubscribe();
      await connection.close();
    },
  };
}
