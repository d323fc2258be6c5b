import type { IMessageType, JsonValue } from '@protobuf-ts/runtime';
import { CodecError } from './codec-error.js';
import { countJsonMembers } from './json-depth.js';
import type { MessageCodec } from './message-codec.js';

export const JSON_TYPE = 'application/json';

const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** Canonical proto3 JSON: lowerCamelCase names (proto names are read too), 64-bit integers as text, defaults left out. */
export const jsonCodec: MessageCodec = {
  contentType: JSON_TYPE,
  encode: <T extends object>(type: IMessageType<T>, message: T) => encoder.encode(type.toJsonString(message)),
  decode: <T extends object>(type: IMessageType<T>, bytes: Uint8Array) => {
    countJsonMembers(bytes);
    const json = parseJson(bytes);
    try {
      return type.fromJson(json, { ignoreUnknownFields: false });
    } catch (error) {
      const rule = error instanceof Error ? error.message : 'unknown';
      throw new CodecError(
        'MALFORMED_JSON',
        `the body is not a ${type.typeName} in proto3 JSON: ${rule}`,
        { message_type: type.typeName, rule },
        error,
      );
    }
  },
};

function parseJson(bytes: Uint8Array): JsonValue {
  try {
    return JSON.parse(decoder.decode(bytes)) as JsonValue;
  } catch (error) {
    throw new CodecError('MALFORMED_JSON', 'the body is not JSON in UTF-8', {}, error);
  }
}
