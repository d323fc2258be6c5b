import { protobufCodec } from '@bodybroker/codecs';
import { EventEnvelope } from '@bodybroker/contracts-common';
import type { IMessageType } from '@protobuf-ts/runtime';
import { RpcError } from '../../rpc/rpc-error.js';

/** Reads an envelope. @throws RpcError INVALID_ARGUMENT UNDECODABLE_EVENT when the bytes are none */
export function decodeEvent(data: Uint8Array): EventEnvelope {
  let envelope: EventEnvelope;
  try {
    envelope = protobufCodec.decode(EventEnvelope, data);
  } catch (error) {
    throw undecodable('the envelope cannot be read', error);
  }
  // Many byte strings are some protobuf message; without these it is no event.
  if (envelope.eventId === '' || envelope.type === '') throw undecodable('the envelope has no id or no type');
  return envelope;
}

/** Reads an envelope's payload. @throws RpcError INVALID_ARGUMENT UNDECODABLE_EVENT when it does not fit the type */
export function decodePayload<Payload extends object>(
  messageType: IMessageType<Payload>,
  { payload, contentType, type }: EventEnvelope,
): Payload {
  try {
    if (contentType !== 'application/json') return protobufCodec.decode(messageType, payload);
    return messageType.fromJsonString(new TextDecoder().decode(payload), { ignoreUnknownFields: true });
  } catch (error) {
    throw undecodable(`the payload of ${type} cannot be read`, error);
  }
}

function undecodable(message: string, cause?: unknown): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'UNDECODABLE_EVENT', message, { cause });
}
