import type { EventEnvelope } from '@bodybroker/contracts-common';
import type { IMessageType } from '@protobuf-ts/runtime';
import { eventTypeOf } from '../envelope/event-type.js';
import { decodePayload } from '../envelope/decode-event.js';
import type { EventContext } from './event-context.js';

export interface SubscriberOptions<Payload extends object> {
  /** One event message type, or several; what else the filter lets through is skipped. */
  readonly event: IMessageType<Payload> | readonly IMessageType<Payload>[];
  /** `<service>-<purpose>`. */
  readonly durable: string;
  readonly filterSubject: string;
  /** Default: the stream whose subjects take the filter. */
  readonly stream?: string;
  /** Events of one key are handled one after another. Default: the player's id, else the entity's. */
  readonly key?: (event: EventEnvelope) => string;
  /** Must be safe to run twice for one event. `context.event.type` tells several types apart. */
  readonly handle: (payload: Payload, context: EventContext) => Promise<void> | void;
}

/** What a durable consumer does with its events; started by startConsumer. */
export interface Subscriber {
  readonly durable: string;
  readonly filterSubject: string;
  readonly stream: string | undefined;
  /** Event types that are handled. */
  readonly types: readonly string[];
  key(event: EventEnvelope): string;
  /**
   * Reads the payload; undefined for a type that is not handled.
   * @throws RpcError INVALID_ARGUMENT UNDECODABLE_EVENT
   */
  prepare(event: EventEnvelope): ((context: EventContext) => Promise<void> | void) | undefined;
}

/**
 * Defines a subscriber. Nothing happens until it is started.
 * @throws TypeError when a message is not declared as an event
 */
export function subscriber<Payload extends object>(options: SubscriberOptions<Payload>): Subscriber {
  const { event, handle, durable, filterSubject, stream, key = playerOrEntity } = options;
  const messageTypes = (Array.isArray(event) ? event : [event]) as readonly IMessageType<Payload>[];
  const byType = new Map(messageTypes.map((messageType) => [eventTypeOf(messageType).type, messageType]));
  return {
    durable,
    filterSubject,
    stream,
    types: [...byType.keys()],
    key,
    prepare: (envelope) => {
      const messageType = byType.get(envelope.type);
      if (!messageType) return undefined;
      const payload = decodePayload(messageType, envelope);
      return (context) => handle(payload, context);
    },
  };
}

function playerOrEntity({ playerId, entityId }: EventEnvelope): string {
  return playerId ?? entityId;
}
