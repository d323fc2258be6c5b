import { EventOptions } from '@bodybroker/contracts-options';
import { readMessageOption, type IMessageType } from '@protobuf-ts/runtime';

/** What a message type says of itself by the option `(bodybroker.options.v1.event)`. */
export interface EventType {
  /** For example `game.time.hour_passed`. */
  readonly type: string;
  /** At least 1. */
  readonly schemaVersion: number;
  /** Whether a player's client may publish it. */
  readonly clientPublishable: boolean;
}

const known = new WeakMap<object, EventType>();

/** @throws TypeError when the message is not declared as an event */
export function eventTypeOf(messageType: IMessageType<object>): EventType {
  const cached = known.get(messageType);
  if (cached) return cached;
  const options = readMessageOption(messageType, 'bodybroker.options.v1.event', EventOptions);
  if (!options?.type) {
    throw new TypeError(`${messageType.typeName} is not an event: it lacks option (bodybroker.options.v1.event)`);
  }
  const { type, schemaVersion, clientPublishable } = options;
  const eventType = { type, schemaVersion: schemaVersion || 1, clientPublishable };
  known.set(messageType, eventType);
  return eventType;
}
