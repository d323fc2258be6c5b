import { fromBinary, toBinary, toJson, type Message } from '@bufbuild/protobuf';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { badRequest } from '../problems/http-error.js';
import { readJsonText } from '../transcoding/json-text.js';
import { jsonToMessage } from '../transcoding/json-to-message.js';

/** How messages are written in a Connect call. */
export type ConnectCodec = 'json' | 'proto';

/** Makes the protobuf binary of a request that came in either form. @throws RpcError INVALID_ARGUMENT */
export function requestBytes(method: GatewayMethod, codec: ConnectCodec, body: Uint8Array): Uint8Array {
  const { input, registry } = method;
  if (codec === 'json') {
    // No body at all stands for an empty message, as other Connect servers have it.
    if (body.length === 0) return body;
    return toBinary(input, jsonToMessage(input, readJsonText(body).text, registry));
  }
  try {
    return toBinary(input, fromBinary(input, body));
  } catch (error) {
    throw badRequest(
      'INVALID_PROTOBUF',
      `the body is no ${input.typeName}: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
}

/** Writes a response in the form of the call. */
export function responseBody(
  method: GatewayMethod,
  codec: ConnectCodec,
  message: Message,
  bytes: Uint8Array,
): Uint8Array {
  if (codec === 'proto') return bytes;
  return Buffer.from(JSON.stringify(toJson(method.output, message, { registry: method.registry })));
}
