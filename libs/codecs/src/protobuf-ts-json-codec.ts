import type { IMessageType, JsonValue } from '@protobuf-ts/runtime';
import { CodecError } from './codec-error.js';
import { pathOfJsonFault } from './faults/json-fault.js';
import { countJsonMembers } from './json-depth.js';
import { JSON_TYPE, type MessageCodec } from './message-codec.js';

const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** Canonical proto3 JSON by protobuf-ts: what the compiled codec is measured against and falls back to. Encodes whole messages only. */
export const protobufTsJsonCodec: MessageCodec = {
  contentType: JSON_TYPE,
  encode: <T extends object>(type: IMessageType<T>, message: T) => encoder.encode(type.toJsonString(message)),
  decode: <T extends object>(type: IMessageType<T>, bytes: Uint8Array) => {
    countJsonMembers(bytes);
    return fromJsonValue(type, parseJson(bytes));
  },
};

/** @throws CodecError MALFORMED_JSON for what is no JSON in UTF-8 */
export function parseJson(bytes: Uint8Array): JsonValue {
  try {
    return JSON.parse(decoder.decode(bytes)) as JsonValue;
  } catch (error) {
    throw new CodecError('MALFORMED_JSON', 'the body is not JSON in UTF-8', {}, error);
  }
}

/** @throws CodecError MALFORMED_JSON, naming the rule and in `details.field` the path of what breaks it */
export function fromJsonValue<T extends object>(type: IMessageType<T>, json: JsonValue): T {
  try {
    return type.fromJson(json, { ignoreUnknownFields: false });
  } catch (error) {
    const rule = error instanceof Error ? error.message : 'unknown';
    const field = pathOfJsonFault(type, json);
    const where = field === '' ? '' : `at ${field}: `;
    throw new CodecError(
      'MALFORMED_JSON',
      `the body is not a ${type.typeName} in proto3 JSON: ${where}${rule}`,
      { message_type: type.typeName, rule, ...(field === '' ? {} : { field }) },
      error,
    );
  }
}
