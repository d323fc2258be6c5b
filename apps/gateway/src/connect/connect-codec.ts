import { fromBinary, toBinary, toJson } from '@bufbuild/protobuf';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { badRequest } from '../problems/http-error.js';
import { findWireField } from '../streaming/wire-field.js';
import { readJsonText } from '../transcoding/json-text.js';
import { jsonToMessage } from '../transcoding/json-to-message.js';
import { quickly } from '../transcoding/quickly.js';
import { decodeResponse, responseError } from '../transcoding/response-payload.js';

/** How messages are written in a Connect call. */
export type ConnectCodec = 'json' | 'proto';

/** Makes the protobuf binary of a request that came in either form. @throws RpcError INVALID_ARGUMENT */
export function requestBytes(method: GatewayMethod, codec: ConnectCodec, body: Uint8Array): Uint8Array {
  // No body at all stands for an empty message, as other Connect servers have it.
  if (body.length === 0) return body;
  return codec === 'json' ? bytesOfJson(method, body) : checkedBytes(method, body);
}

function bytesOfJson({ input, inputCodec, registry }: GatewayMethod, body: Uint8Array): Uint8Array {
  const { text, value, members } = readJsonText(body);
  return quickly(() => inputCodec.jsonToBytes(value, members)) ?? toBinary(input, jsonToMessage(input, text, registry));
}

/** What the compiled codec can read goes on as it came; all else is read and written again by the reference. */
function checkedBytes({ input, inputCodec }: GatewayMethod, body: Uint8Array): Uint8Array {
  if (quickly(() => inputCodec.fromBytes(body)) !== undefined) return body;
  try {
    return toBinary(input, fromBinary(input, body));
  } catch (error) {
    throw badRequest(
      'INVALID_PROTOBUF',
      `the body is no ${input.typeName}: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
}

/** Writes a response in the form of the call. @throws the error it carries; RpcError INTERNAL BAD_RESPONSE */
export function responseBody(method: GatewayMethod, codec: ConnectCodec, bytes: Uint8Array): Uint8Array {
  return straightBody(method, codec, bytes) ?? decodedBody(method, codec, bytes);
}

/** The body of a response that carries no error, by the compiled codec; undefined: the reference has to make it. */
function straightBody(method: GatewayMethod, codec: ConnectCodec, bytes: Uint8Array): Uint8Array | undefined {
  const { result, outputCodec } = method;
  const errorNumber = result?.error.number;
  const whole = { start: 0, end: bytes.length };
  if (errorNumber !== undefined && findWireField(bytes, whole, errorNumber) !== 'absent') return undefined;
  return quickly(() => {
    if (codec === 'json') return outputCodec.bytesToJson(bytes);
    // Goes on as it came, but only what can be read.
    outputCodec.fromBytes(bytes);
    return bytes;
  });
}

function decodedBody(method: GatewayMethod, codec: ConnectCodec, bytes: Uint8Array): Uint8Array {
  const message = decodeResponse(method, bytes);
  const error = responseError(method, message);
  if (error !== undefined) throw error;
  const { output, registry } = method;
  return codec === 'proto' ? bytes : Buffer.from(JSON.stringify(toJson(output, message, { registry })));
}
