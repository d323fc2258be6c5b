import type { EventEnvelope } from '@bodybroker/contracts-common';
import type { DeliveredEvent } from '@bodybroker/contracts-event-bus';
import { REDRIVEN_FROM, decodeEvent, type MessageHeaders } from '@bodybroker/nats-sdk';
import { fromJsonObject } from '@bodybroker/service-kit';
import type { EventTypes } from '../storage/event-types.js';

/** A message of a stream, or of the dead letters. */
export interface EventMessage {
  readonly stream: string;
  readonly sequence: number;
  readonly headers: MessageHeaders;
  readonly data: Uint8Array;
}

/** An event as its readers get it; undefined when the message is none. */
export function toDelivered(message: EventMessage, types: Pick<EventTypes, 'known'>): DeliveredEvent | undefined {
  const envelope = readEnvelope(message.data);
  if (envelope === undefined) return undefined;
  const { eventId, type, source, occurredAtMs, gameTimeGms, worldId, playerId, entityId, entityVersion } = envelope;
  return {
    eventId,
    type,
    source,
    occurredAtMs,
    worldId,
    entityId,
    correlationId: envelope.correlationId,
    causationId: envelope.causationId,
    schemaVersion: envelope.schemaVersion,
    stream: message.stream,
    sequence: BigInt(message.sequence),
    redrivenFrom: message.headers[REDRIVEN_FROM] ?? '',
    ...(gameTimeGms === undefined ? {} : { gameTimeGms }),
    ...(playerId === undefined ? {} : { playerId }),
    ...(entityVersion === undefined ? {} : { entityVersion }),
    ...readPayload(envelope, types),
  };
}

function readEnvelope(data: Uint8Array): EventEnvelope | undefined {
  try {
    return decodeEvent(data);
  } catch {
    return undefined;
  }
}

function readPayload(
  { type, payload, contentType }: EventEnvelope,
  types: Pick<EventTypes, 'known'>,
): Pick<DeliveredEvent, 'payload' | 'rawPayload'> {
  try {
    const json = types.known(type)?.format.toJson(payload, contentType);
    return json === undefined
      ? { rawPayload: payload }
      : { payload: fromJsonObject(json), rawPayload: new Uint8Array() };
  } catch {
    return { rawPayload: payload };
  }
}
