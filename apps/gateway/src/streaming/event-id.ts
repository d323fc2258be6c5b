import { ScalarType, type DescField, type JsonObject, type JsonValue } from '@bufbuild/protobuf';
import { FeatureSet_FieldPresence } from '@bufbuild/protobuf/wkt';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { decodeResponse, responsePayload } from '../transcoding/response-payload.js';
import { eventIdFields } from './resume.js';
import { findWireField, LENGTH_DELIMITED, type WireField, type WireRange } from './wire-field.js';

/** What cannot be the id of an event. */
const FORBIDDEN = /[\r\n\0]/;

/** Integers that the wire holds as they are; the others have forms of their own. */
const PLAIN_INTEGERS: ReadonlySet<ScalarType> = new Set([
  ScalarType.INT32,
  ScalarType.INT64,
  ScalarType.UINT32,
  ScalarType.UINT64,
]);

/**
 * What reads the id of an event from the response message that carries it; undefined: the method's events have none of their own.
 * Proto3 leaves zeros out: the first of a sequence that starts at 0 has no field, and the id 0.
 */
export function eventIdReader(method: GatewayMethod): ((bytes: Uint8Array) => string) | undefined {
  const fields = eventIdFields(method);
  if (fields.length === 0) return undefined;
  const decoded = (bytes: Uint8Array): string => idOf(responsePayload(method, decodeResponse(method, bytes)), fields);
  if (!fields.every(isPlain)) return decoded;
  return (bytes) => {
    const payload = payloadRange(method, bytes);
    return (payload === undefined ? undefined : idOnTheWire(bytes, payload, fields)) ?? decoded(bytes);
  };
}

function isPlain({ scalar, oneof }: DescField): boolean {
  return oneof === undefined && scalar !== undefined && (scalar === ScalarType.STRING || PLAIN_INTEGERS.has(scalar));
}

function payloadRange({ result }: GatewayMethod, bytes: Uint8Array): WireRange | undefined {
  const whole = { start: 0, end: bytes.length };
  const field = result?.payload === undefined ? undefined : findWireField(bytes, whole, result.payload.number);
  if (field === undefined) return whole;
  return typeof field === 'object' && field.wireType === LENGTH_DELIMITED ? field : undefined;
}

/** Undefined: a decoder has to say. */
function idOnTheWire(bytes: Uint8Array, payload: WireRange, fields: readonly DescField[]): string | undefined {
  for (const field of fields) {
    const found = findWireField(bytes, payload, field.number);
    if (found === 'absent') continue;
    if (found === 'unclear' || (found.wireType === LENGTH_DELIMITED) !== (field.scalar === ScalarType.STRING)) {
      return undefined;
    }
    const text = found.wireType === LENGTH_DELIMITED ? textOf(bytes, found) : integerOf(bytes, found, field);
    // Zero is written by nobody, but may be.
    if (field.presence === FeatureSet_FieldPresence.IMPLICIT && (text === '0' || text === '')) continue;
    if (!FORBIDDEN.test(text)) return text;
  }
  return '0';
}

function textOf(bytes: Uint8Array, { start, end }: WireField): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

function integerOf(bytes: Uint8Array, { start, end }: WireField, { scalar }: DescField): string {
  if (end - start <= 7) {
    let value = 0;
    for (let at = end - 1; at >= start; at -= 1) value = value * 128 + ((bytes[at] ?? 0) & 0x7f);
    return String(scalar === ScalarType.INT32 ? value | 0 : scalar === ScalarType.UINT32 ? value >>> 0 : value);
  }
  let value = 0n;
  for (let at = end - 1; at >= start; at -= 1) value = (value << 7n) | BigInt((bytes[at] ?? 0) & 0x7f);
  if (scalar === ScalarType.INT32) return BigInt.asIntN(32, value).toString();
  if (scalar === ScalarType.UINT32) return BigInt.asUintN(32, value).toString();
  return (scalar === ScalarType.INT64 ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)).toString();
}

function idOf(payload: JsonValue, fields: readonly DescField[]): string {
  for (const { jsonName } of fields) {
    const value = (payload as JsonObject)[jsonName];
    if (typeof value === 'number' || (typeof value === 'string' && !FORBIDDEN.test(value))) return String(value);
  }
  return '0';
}
