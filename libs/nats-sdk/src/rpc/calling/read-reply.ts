import { codecFor, type MessageCodec } from '@bodybroker/codecs';
import { Error as WireError } from '@bodybroker/contracts-common';
import type { MethodPlan } from '../method/method-plan.js';
import { RpcError } from '../rpc-error.js';
import { errorFromHeaders, fromWireError, hasErrorHeader } from '../wire/error-message.js';
import { HEADER } from '../wire/header-names.js';
import type { RawReply } from './raw-call.js';

/** A decoded response and the payload it carries. */
export interface ReadReply {
  readonly response: object;
  readonly payload: object;
}

/** Decodes a reply. @throws RpcError the service's error, or INTERNAL when the reply is not the declared response */
export function readReply(plan: MethodPlan, reply: RawReply): ReadReply {
  const failed = hasErrorHeader(reply.headers);
  if (failed && (reply.body.length === 0 || !plan.result.folded)) throw plainError(reply);
  const response = decodeResponse(plan, reply);
  const result = plan.result.unfold(response);
  if (result.kind === 'error') throw fromWireError(result.error);
  if (failed) throw errorFromHeaders(reply.headers);
  if (result.kind === 'empty') throw badReply(plan, 'it carries neither payload nor error');
  return { response, payload: result.payload };
}

function decodeResponse(plan: MethodPlan, reply: RawReply): object {
  try {
    return codecOf(reply).decode(plan.method.O, reply.body);
  } catch (error) {
    if (hasErrorHeader(reply.headers)) throw errorFromHeaders(reply.headers);
    throw badReply(plan, 'it cannot be decoded', error);
  }
}

/** The error of a reply whose response type has no place for one: the body is the Error itself. */
function plainError(reply: RawReply): RpcError {
  if (reply.body.length === 0) return errorFromHeaders(reply.headers);
  try {
    return fromWireError(codecOf(reply).decode(WireError, reply.body));
  } catch {
    return errorFromHeaders(reply.headers);
  }
}

function codecOf(reply: RawReply): MessageCodec {
  return codecFor(reply.headers[HEADER.contentType]);
}

function badReply(plan: MethodPlan, why: string, cause?: unknown): RpcError {
  return new RpcError('INTERNAL', 'BAD_REPLY', `the reply of ${plan.subject} is no ${plan.method.O.typeName}: ${why}`, {
    cause,
  });
}
