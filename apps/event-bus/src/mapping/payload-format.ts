import type { JsonObject } from '@bodybroker/domain';

/** A payload as it is stored. */
export interface EncodedPayload {
  readonly bytes: Uint8Array;
  readonly contentType: 'application/protobuf' | 'application/json';
}

/** How payloads of one type are written and read. */
export interface PayloadFormat {
  /** @throws DomainError INVALID_ARGUMENT EVENT_SCHEMA with the path of what does not fit */
  fromJson(json: JsonObject): EncodedPayload;
  /** @throws DomainError INVALID_ARGUMENT EVENT_SCHEMA when the bytes are no such message */
  fromBinary(bytes: Uint8Array): EncodedPayload;
  /** @throws whatever reading does when it is no such payload */
  toJson(payload: Uint8Array, contentType: string): JsonObject;
}
