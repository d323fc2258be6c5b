import type { DescField, JsonObject, JsonValue } from '@bufbuild/protobuf';
import { RpcError } from '@bodybroker/nats-sdk';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { quickly } from './quickly.js';
import { decodeResponse, responsePayload } from './response-payload.js';

const LENGTH_DELIMITED = 2;

/**
 * The payload of a response as JSON, ready to be sent. A response that holds its payload and nothing else, as they do,
 * goes from bytes to JSON at once.
 * @param responseField the only field of the payload that is wanted; undefined: all of it
 * @throws the error the response carries; RpcError INTERNAL when it carries neither
 */
export function payloadJson(
  method: GatewayMethod,
  bytes: Uint8Array,
  responseField: DescField | undefined,
): Uint8Array | string {
  const straight = responseField === undefined ? straightToJson(method, bytes) : undefined;
  return straight ?? JSON.stringify(pickField(responseField, responsePayload(method, decodeResponse(method, bytes))));
}

function straightToJson({ result, payloadCodec }: GatewayMethod, bytes: Uint8Array): Uint8Array | undefined {
  const payload = payloadCodec === undefined ? undefined : payloadOf(result?.payload?.number, bytes);
  if (payload === undefined) return undefined;
  return quickly(() => payloadCodec?.bytesToJson(payload));
}

/** The bytes of a field that is all there is; the whole message where no field is named. */
function payloadOf(number: number | undefined, bytes: Uint8Array): Uint8Array | undefined {
  if (number === undefined) return bytes;
  if (bytes[0] !== ((number << 3) | LENGTH_DELIMITED) || number > 15) return undefined;
  let length = 0;
  let at = 1;
  for (let scale = 1; at <= 5; scale *= 128) {
    const byte = bytes[at++] ?? 0;
    length += (byte & 127) * scale;
    if (byte < 128) break;
  }
  return at + length === bytes.length ? bytes.subarray(at) : undefined;
}

function pickField(field: DescField | undefined, payload: JsonValue): JsonValue {
  if (field === undefined) return payload;
  const picked = (payload as JsonObject)[field.jsonName];
  if (picked !== undefined) return picked;
  // Proto3 JSON leaves empty fields out; the body of an answer cannot be left out.
  if (field.fieldKind === 'list') return [];
  if (field.fieldKind === 'map') return {};
  throw new RpcError('INTERNAL', 'BAD_RESPONSE', `the answer holds no ${field.name}`);
}
