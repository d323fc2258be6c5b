import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { IMessageType, PartialMessage } from '@protobuf-ts/runtime';

/** What every event of auth has. */
export interface AuthEventFacts {
  /** The account, or the session, that the event is about. */
  readonly entityId: string;
  /** Tells several events of one kind about one entity apart: the entity's version, or 1 for what happens once. */
  readonly entityVersion: bigint;
  readonly nowMs: number;
}

/** An event of auth, to be committed with the change it tells of. */
export function authEvent<Payload extends object>(
  messageType: IMessageType<Payload>,
  payload: PartialMessage<Payload>,
  { nowMs, ...facts }: AuthEventFacts,
): OutboxEvent {
  return createEvent(messageType, payload, { source: 'auth', clock: { now: () => nowMs }, ...facts });
}
