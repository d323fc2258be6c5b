import { eventTypeOf } from '@bodybroker/nats-sdk';
import type { IMessageType } from '@protobuf-ts/runtime';
import type { Heard } from '../domain/hear-event.js';

/** One type of event, and what it means to a story. */
export interface HeardType {
  readonly type: string;
  readonly messageType: IMessageType<object>;
  hear(payload: object): Heard;
}

/** Binds a message to its meaning: what is left out is nothing. */
export function heardType<Payload extends object>(
  messageType: IMessageType<Payload>,
  hear: (payload: Payload) => Partial<Heard>,
): HeardType {
  return {
    type: eventTypeOf(messageType).type,
    messageType: messageType as IMessageType<object>,
    hear: (payload) => ({ tension: 0, knowledge: [], ...hear(payload as Payload) }),
  };
}

/** `lady-isaure-veyl` is Lady Isaure Veyl. */
export const nameOf = (id: string): string =>
  id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');

/** `ash-kilns` is ash kilns. */
export const placeOf = (id: string): string => id.replaceAll('-', ' ');

/** `eye` with `an`. */
export const oneOf = (thing: string): string => `${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${thing}`;
