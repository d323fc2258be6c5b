import type { NewEvent, PublishedEvent } from '@bodybroker/contracts-event-bus';
import { createRawEvent, type HandlerContext } from '@bodybroker/nats-sdk';
import { toJsonObject } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { assertPayloadSize, eventIdOf, ownerOfEvent, sourceOf } from '../domain/publish-rule.js';
import type { EncodedPayload, PayloadFormat } from '../mapping/payload-format.js';

/**
 * Stores one event somebody asks to have published.
 * @param idempotencyKey names the event where it has no id of its own
 * @throws DomainError NOT_FOUND EVENT_TYPE; INVALID_ARGUMENT EVENT_SCHEMA, PAYLOAD_TOO_LARGE; PERMISSION_DENIED
 * @throws RpcError VERSION_CONFLICT; INVALID_ARGUMENT BAD_PLAYER_ID, BAD_EVENT_ID
 */
export async function publishNewEvent(
  { types, events, clock, newId }: Deps,
  event: NewEvent,
  context: HandlerContext,
  idempotencyKey = context.idempotencyKey,
): Promise<PublishedEvent> {
  const { actor, signal } = context;
  const eventType = await types.require(event.type, signal);
  const playerId = ownerOfEvent(actor, eventType, event.playerId);
  const { bytes, contentType } = encode(eventType.format, event.payload);
  const { type, schemaVersion } = eventType;
  const raw = { type, schemaVersion, payload: bytes, contentType };
  const outgoing = createRawEvent(raw, {
    source: sourceOf(actor),
    clock,
    entityId: event.entityId,
    eventId: eventIdOf(actor, { eventId: event.eventId, idempotencyKey }, newId),
    context,
    ...(playerId === undefined ? {} : { playerId }),
  });
  const expected = event.expectedLastSequence;
  const ack = await events.publish(outgoing, {
    signal,
    ...(expected === undefined ? {} : { expectedLastSubjectSequence: Number(expected) }),
  });
  return { eventId: outgoing.id, stream: ack.stream, sequence: BigInt(ack.sequence), duplicate: ack.duplicate };
}

function encode(format: PayloadFormat, payload: NewEvent['payload']): EncodedPayload {
  const encoded =
    payload.oneofKind === 'binary'
      ? format.fromBinary(payload.binary)
      : format.fromJson(toJsonObject(payload.oneofKind === 'json' ? payload.json : undefined, 'event.json'));
  assertPayloadSize(encoded.bytes.byteLength);
  return encoded;
}
