import { fromBinary, toJson, type JsonObject, type JsonValue, type Message } from '@bufbuild/protobuf';
import { RpcError, isRpcErrorCode } from '@bodybroker/nats-sdk';
import type { GatewayMethod } from '../descriptors/gateway-method.js';

/** Decodes a response. @throws RpcError INTERNAL BAD_RESPONSE */
export function decodeResponse(method: GatewayMethod, bytes: Uint8Array): Message {
  try {
    return fromBinary(method.output, bytes, { readUnknownFields: false });
  } catch (error) {
    throw badResponse(method, error);
  }
}

/** The error a response carries in place of a payload; undefined: none. */
export function responseError(method: GatewayMethod, message: Message): RpcError | undefined {
  const error = method.result?.error;
  const member = oneofMember(method, message);
  if (error?.message === undefined || member?.case !== error.localName || member.value === undefined) return undefined;
  return errorOf(toJson(error.message, member.value) as JsonObject);
}

interface OneofMember {
  readonly case?: string;
  readonly value?: Message;
}

function oneofMember({ result }: GatewayMethod, message: Message): OneofMember | undefined {
  return result === undefined ? undefined : (message as unknown as Record<string, OneofMember>)[result.oneof.localName];
}

/**
 * The payload of a response in canonical proto3 JSON.
 * @throws the error the response carries; RpcError INTERNAL when it carries neither
 */
export function responsePayload(method: GatewayMethod, message: Message): JsonValue {
  const error = responseError(method, message);
  if (error !== undefined) throw error;
  let json: JsonValue;
  try {
    json = toJson(method.output, message, { registry: method.registry });
  } catch (cause) {
    throw badResponse(method, cause);
  }
  if (method.result === undefined) return json;
  const chosen = oneofMember(method, message)?.case;
  const field = method.result.oneof.fields.find(({ localName }) => localName === chosen);
  const payload = field === undefined ? undefined : (json as JsonObject)[field.jsonName];
  if (payload === undefined) throw badResponse(method, new Error('the response holds no result'));
  return payload;
}

function errorOf(json: JsonObject): RpcError {
  const code = typeof json['code'] === 'string' ? json['code'].replace(/^ERROR_CODE_/, '') : '';
  if (!isRpcErrorCode(code))
    return new RpcError('INTERNAL', 'BAD_RESPONSE', 'a service answered with an unknown error code');
  const retryAfterMs = json['retryAfterMs'];
  return new RpcError(code, String(json['reason'] ?? code), String(json['message'] ?? ''), {
    details: (json['details'] ?? {}) as Record<string, string>,
    retryable: json['retryable'] === true,
    retryAfterMs: retryAfterMs === undefined ? undefined : Number(retryAfterMs),
  });
}

function badResponse(method: GatewayMethod, cause: unknown): RpcError {
  return new RpcError('INTERNAL', 'BAD_RESPONSE', `${method.service} answered with something unreadable`, { cause });
}
