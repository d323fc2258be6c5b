import { Struct } from '@bodybroker/contracts-common';
import { EventBusServiceClient, type DeliveredEvent, type NewEvent } from '@bodybroker/contracts-event-bus';
import type { Actor, Client } from '@bodybroker/nats-sdk';
import type { ServiceHarness } from '@bodybroker/testing';

export type EventBus = Client<EventBusServiceClient>;

export const ADMIN: Actor = { kind: 'admin', id: 'a1' };
export const NOTE = 'game.client.note';

/** A client of the service under test, asking as somebody. */
export function busOf(harness: Pick<ServiceHarness, 'client'>, actor: Actor = ADMIN): EventBus {
  return harness.client(EventBusServiceClient, { actor });
}

/** Makes `game.client.note` known: an object with a text. */
export async function registerNote(bus: EventBus, type = NOTE, clientPublishable = true): Promise<void> {
  const schema = {
    type: 'object',
    properties: { text: { type: 'string' } },
    required: ['text'],
    additionalProperties: false,
  };
  await bus.registerEventType({ type, producer: 'test', clientPublishable, jsonSchema: Struct.fromJson(schema) });
}

/** A note to publish. */
export function note(text: unknown, extra: Partial<NewEvent> = {}): NewEvent {
  const json = Struct.fromJson({ text } as never);
  return { type: NOTE, entityId: 'e1', eventId: '', payload: { oneofKind: 'json', json }, ...extra };
}

export function textOf({ payload }: DeliveredEvent): unknown {
  return (Struct.toJson(payload ?? { fields: {} }) as Record<string, unknown>)['text'];
}

/** The first `count` items of a stream, or all there are when it ends before. */
export async function take<T>(items: AsyncIterable<T>, count = Infinity): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) if (taken.push(item) >= count) break;
  return taken;
}
