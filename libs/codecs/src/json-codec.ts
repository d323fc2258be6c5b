import type { IMessageType, JsonValue, PartialMessage } from '@protobuf-ts/runtime';
import { CodecError } from './codec-error.js';
import { compiledMessage, shapeOfMessageType, type CompiledMessage } from './compiled/index.js';
import { countJsonMembers } from './json-depth.js';
import { JSON_TYPE, type MessageCodec } from './message-codec.js';
import { fromJsonValue, parseJson, protobufTsJsonCodec } from './protobuf-ts-json-codec.js';

/**
 * Canonical proto3 JSON by functions that are compiled for a message type at its first use: lowerCamelCase names (proto
 * names are read too), 64-bit integers as text, defaults left out. Unknown fields and names given twice are refused.
 * What is rare, and what is wrong, is left to protobuf-ts.
 */
export const jsonCodec: MessageCodec = {
  contentType: JSON_TYPE,
  encode: <T extends object>(type: IMessageType<T>, message: T) => {
    try {
      const compiled = compiledOf(type);
      return compiled.bytesToJson(compiled.toBytes(message));
    } catch {
      // protobuf-ts wants every field to be there.
      return protobufTsJsonCodec.encode(type, type.create(message as PartialMessage<T>));
    }
  },
  decode: <T extends object>(type: IMessageType<T>, bytes: Uint8Array) => {
    const members = countJsonMembers(bytes);
    const json = parseJson(bytes);
    try {
      const compiled = compiledOf(type);
      return compiled.fromBytes(compiled.jsonToBytes(json, members)) as T;
    } catch {
      if (membersOf(json) !== members) throw twice(type.typeName);
      return fromJsonValue(type, json);
    }
  },
};

function compiledOf<T extends object>(type: IMessageType<T>): CompiledMessage {
  return compiledMessage(shapeOfMessageType(type as unknown as IMessageType<object>));
}

function twice(typeName: string): CodecError {
  return new CodecError('MALFORMED_JSON', `the body is not a ${typeName} in proto3 JSON: a name is given twice`, {
    message_type: typeName,
    rule: 'a name is given twice',
  });
}

/** How many members parsed JSON has, at all depths. JSON.parse keeps one of those that have the same name. */
function membersOf(json: JsonValue): number {
  if (typeof json !== 'object' || json === null) return 0;
  const values: readonly JsonValue[] = Array.isArray(json) ? json : Object.values(json);
  const own = Array.isArray(json) ? 0 : values.length;
  return values.reduce((sum: number, value) => sum + membersOf(value), own);
}
