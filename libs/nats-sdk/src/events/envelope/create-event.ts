import { protobufCodec } from '@bodybroker/codecs';
import { EventEnvelope } from '@bodybroker/contracts-common';
import type { IMessageType, PartialMessage } from '@protobuf-ts/runtime';
import type { CallContext } from '../../rpc/call-context.js';
import { currentContext } from '../../rpc/context-storage.js';
import { RpcError } from '../../rpc/rpc-error.js';
import { DEFAULT_WORLD, writeTrace } from '../../rpc/wire/context-headers.js';
import { HEADER } from '../../rpc/wire/header-names.js';
import { eventTypeOf } from './event-type.js';
import type { OutgoingEvent } from './outgoing-event.js';

/** Where an event comes from: the request or event being handled. */
export type EventOrigin = Pick<CallContext, 'requestId' | 'correlationId' | 'worldId'> &
  Partial<Pick<CallContext, 'traceparent' | 'tracestate' | 'baggage'>>;

export interface EventFacts {
  /** The service that publishes it. */
  readonly source: string;
  readonly clock: { now(): number };
  /** What the event is about. */
  readonly entityId: string;
  /** The entity's version after the change. Needed unless `eventId` is given. */
  readonly entityVersion?: bigint | number;
  /** Default `<source>:<entityId>:<entityVersion>:<type>`: the same each time the same change is told. */
  readonly eventId?: string;
  /** Whose event it is; absent for events of nobody in particular. */
  readonly playerId?: string;
  readonly gameTimeGms?: bigint;
  /** Default: the current context; outside of any, the event begins a chain of its own. */
  readonly context?: EventOrigin;
}

/** An event whose payload is encoded already, of a type that no contract declares. */
export interface RawEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly payload: Uint8Array;
  readonly contentType: 'application/protobuf' | 'application/json';
}

const TOKEN = /^[^\s.*>\p{Cc}]+$/u;
const TYPE = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;
const LARGEST_ID = 256;

/**
 * Wraps a message that a contract declares as an event.
 * @throws TypeError when it is none, or has neither version nor id
 * @throws RpcError INVALID_ARGUMENT when the player id cannot be part of a subject
 */
export function createEvent<Payload extends object>(
  messageType: IMessageType<Payload>,
  payload: PartialMessage<Payload>,
  facts: EventFacts,
): OutgoingEvent {
  const { type, schemaVersion } = eventTypeOf(messageType);
  const bytes = protobufCodec.encode(messageType, messageType.create(payload));
  return createRawEvent({ type, schemaVersion, payload: bytes, contentType: 'application/protobuf' }, facts);
}

/** Wraps a payload of a type registered at run time. @throws as {@link createEvent} */
export function createRawEvent(event: RawEvent, facts: EventFacts): OutgoingEvent {
  const { source, clock, entityId, entityVersion, playerId, gameTimeGms } = facts;
  if (!TYPE.test(event.type)) throw invalid('BAD_EVENT_TYPE', 'the event type is not of the form domain.name');
  if (playerId !== undefined && !TOKEN.test(playerId))
    throw invalid('BAD_PLAYER_ID', 'the player id cannot be part of a subject');
  const id = facts.eventId ?? deterministicId(event.type, facts);
  if (id === '' || id.length > LARGEST_ID || /\p{Cc}/u.test(id))
    throw invalid('BAD_EVENT_ID', 'the event id is empty, too long or not printable');
  const origin = facts.context ?? currentContext() ?? { requestId: id, correlationId: id, worldId: DEFAULT_WORLD };
  const envelope: EventEnvelope = {
    eventId: id,
    type: event.type,
    source,
    occurredAtMs: BigInt(clock.now()),
    worldId: origin.worldId,
    entityId,
    correlationId: origin.correlationId,
    causationId: origin.requestId,
    schemaVersion: event.schemaVersion,
    payload: event.payload,
    // Empty stands for protobuf.
    contentType: event.contentType === 'application/json' ? event.contentType : '',
    ...(gameTimeGms !== undefined && { gameTimeGms }),
    ...(playerId !== undefined && { playerId }),
    ...(entityVersion !== undefined && { entityVersion: BigInt(entityVersion) }),
  };
  const headers: Record<string, string> = {
    'Nats-Msg-Id': id,
    [HEADER.contentType]: 'application/protobuf',
    [HEADER.correlationId]: envelope.correlationId,
    [HEADER.causationId]: envelope.causationId,
  };
  writeTrace({ traceparent: origin.traceparent, tracestate: origin.tracestate, baggage: origin.baggage }, headers);
  return {
    id,
    type: event.type,
    subject: `${event.type}.${playerId ?? '_'}`,
    headers,
    bytes: protobufCodec.encode(EventEnvelope, envelope),
  };
}

function deterministicId(type: string, { source, entityId, entityVersion }: EventFacts): string {
  if (entityVersion === undefined) throw new TypeError(`event ${type} needs an entityVersion or an eventId`);
  return `${source}:${entityId}:${entityVersion}:${type}`;
}

function invalid(reason: string, message: string): RpcError {
  return new RpcError('INVALID_ARGUMENT', reason, message);
}
