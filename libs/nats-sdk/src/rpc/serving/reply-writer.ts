import { COMPRESSION_THRESHOLD_BYTES, compressBody, type MessageCodec } from '@bodybroker/codecs';
import { Error as WireError } from '@bodybroker/contracts-common';
import type { Bus, MessageHeaders } from '../../bus/bus.js';
import { fitsOneMessage, headersSizeBytes, messageTooLarge } from '../../bus/message-size.js';
import type { MethodPlan } from '../method/method-plan.js';
import type { RpcError } from '../rpc-error.js';
import { splitBody } from '../wire/chunks.js';
import { errorHeaders, toWireError } from '../wire/error-message.js';
import { writeContentType } from '../wire/content-type.js';
import { HEADER } from '../wire/header-names.js';

/** The body of an error answer: the response with its `error` case, or the Error alone where the response has none. */
export function encodeError(plan: MethodPlan, codec: MessageCodec, error: RpcError): Uint8Array {
  const wireError = toWireError(error);
  const response = plan.result.foldError(wireError);
  return response === undefined ? codec.encode(WireError, wireError) : codec.encode(plan.method.O, response);
}

/** Headers of an error answer. */
export function errorReplyHeaders(codec: MessageCodec, error: RpcError): Record<string, string> {
  const headers = errorHeaders(error);
  writeContentType(codec, headers);
  return headers;
}

/**
 * Publishes an answer: compressed when the caller accepts it and it is long, in parts when it is larger than a message.
 * Answers something to wait for only where it compresses.
 * @throws RpcError RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE, UNAVAILABLE
 */
export function publishReply(
  bus: Bus,
  replyTo: string,
  body: Uint8Array,
  headers: Record<string, string>,
  options: { readonly acceptEncoding: string | undefined; readonly maxMessageBytes: number },
): Promise<void> | undefined {
  if (body.length > options.maxMessageBytes) throw messageTooLarge(body.length, options.maxMessageBytes);
  if (options.acceptEncoding !== undefined && body.length >= COMPRESSION_THRESHOLD_BYTES) {
    return publishCompressed(bus, replyTo, body, headers, options.acceptEncoding);
  }
  publishParts(bus, replyTo, body, headers);
  return undefined;
}

async function publishCompressed(
  bus: Bus,
  replyTo: string,
  body: Uint8Array,
  headers: Record<string, string>,
  acceptEncoding: string,
): Promise<void> {
  const { bytes, encoding } = await compressBody(body, acceptEncoding);
  publishParts(
    bus,
    replyTo,
    bytes,
    encoding === undefined ? headers : { ...headers, [HEADER.contentEncoding]: encoding },
  );
}

function publishParts(bus: Bus, replyTo: string, body: Uint8Array, headers: MessageHeaders): void {
  if (fitsOneMessage(body.length, headers, bus.maxPayloadBytes)) {
    bus.publish(replyTo, body, { headers });
    return;
  }
  for (const [index, { label, data }] of splitBody(body, bus.maxPayloadBytes, headersSizeBytes(headers)).entries()) {
    // The headers of the whole travel with its first part.
    bus.publish(replyTo, data, {
      headers: index === 0 ? { ...headers, [HEADER.chunk]: label } : { [HEADER.chunk]: label },
    });
  }
}
