import { Struct } from '@bodybroker/contracts-common';
import { EventBusServiceClient, type DeliveredEvent, type NewEvent } from '@bodybroker/contracts-event-bus';
import { createMemoryBroker, type Actor, type Client } from '@bodybroker/nats-sdk';
import { ManualClock, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { EVENT_TOPOLOGY } from './event-topology.js';

export type EventBus = Client<EventBusServiceClient>;

export const ADMIN: Actor = { kind: 'admin', id: 'a1' };
export const NOTE = 'game.client.note';
export const DAY_MS = 86_400_000;

/** Matches an error by its reason. */
export const refused = (reason: string): object => expect.objectContaining({ reason }) as object;

export type EventBusRig = Awaited<ReturnType<typeof startEventBus>>;

/** The service on a broker and a clock that the test moves, with `game.client.note` known. */
export async function startEventBus() {
  const clock = new ManualClock();
  const broker = createMemoryBroker({ clock, topology: EVENT_TOPOLOGY });
  const harness = await startHarness(service, {
    clock,
    broker,
    environment: { BB_MAX_SUBSCRIBERS: '2', BB_SWEEP_MS: '20' },
  });
  const bus = busOf(harness);
  await registerNote(bus);
  const publish = (text: unknown, extra: Parameters<typeof note>[1] = {}) =>
    bus.publishEvent({ event: note(text, extra) });
  const pass = (ms: number): void => {
    clock.advance(ms);
    broker.events.wake();
  };
  return { clock, broker, harness, bus, publish, pass };
}

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
