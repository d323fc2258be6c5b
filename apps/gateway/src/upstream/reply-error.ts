import { Error as ErrorMessage } from '@bodybroker/contracts-common';
import { errorFromHeaders, fromWireError, hasErrorHeader, type RawReply, type RpcError } from '@bodybroker/nats-sdk';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { decodeResponse, responseError } from '../transcoding/response-payload.js';

/** The error that a reply says it is; undefined when it is an answer. */
export function replyError(method: GatewayMethod, { headers, body }: RawReply): RpcError | undefined {
  if (!hasErrorHeader(headers)) return undefined;
  if (body.length === 0) return errorFromHeaders(headers);
  try {
    if (method.result === undefined) return fromWireError(ErrorMessage.fromBinary(body));
    return responseError(method, decodeResponse(method, body)) ?? errorFromHeaders(headers);
  } catch {
    return errorFromHeaders(headers);
  }
}
