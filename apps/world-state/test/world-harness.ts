import { join } from 'node:path';
import { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import { EventPublisher, createEvent, type CallOptions, type Client } from '@bodybroker/nats-sdk';
import { HourPassed } from '@bodybroker/contracts-time-manager';
import { createTestBroker, startHarness, type HarnessOptions, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

export const HOUR = 3_600_000;
export type WorldClient = Client<WorldStateServiceClient>;

let keys = 0;

/** A fresh idempotency key. */
export const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });

/** Matches an error by its reason. */
export const refused = (reason: string): object => expect.objectContaining({ reason }) as object;

export function startWorld(options: HarnessOptions = {}): Promise<ServiceHarness> {
  return startHarness(service, {
    contentPath: join(__dirname, '../content/'),
    broker: createTestBroker(),
    environment: { BB_WORLDS: 'main,other' },
    ...options,
  });
}

export const asService = (harness: ServiceHarness, id = 'npc-behavior'): WorldClient =>
  harness.client(WorldStateServiceClient, { actor: { kind: 'service', id } });
export const asAdmin = (harness: ServiceHarness): WorldClient =>
  harness.client(WorldStateServiceClient, { actor: { kind: 'admin', id: 'root' } });
export const asPlayer = (harness: ServiceHarness, id: string): WorldClient =>
  harness.client(WorldStateServiceClient, { actor: { kind: 'player', id } });

/** A boolean as a fact's value. */
export const yes = { value: { oneofKind: 'boolValue', boolValue: true } } as const;
export const int = (value: number) => ({ value: { oneofKind: 'intValue', intValue: BigInt(value) } }) as const;

/** Publishes an hour of the main world. */
export async function passHour(harness: ServiceHarness, hour: number): Promise<void> {
  const facts = { source: 'time-manager', clock: harness.clock, entityId: 'main', eventId: `hour-${hour}` };
  const passed = { worldId: 'main', gms: BigInt(hour * HOUR), hourNumber: BigInt(hour) };
  await new EventPublisher(harness.broker.events).publish(createEvent(HourPassed, passed, facts));
}
