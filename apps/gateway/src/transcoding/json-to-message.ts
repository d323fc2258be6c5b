import {
  fromJsonString,
  mergeFromJson,
  type DescMessage,
  type JsonObject,
  type Message,
  type Registry,
} from '@bufbuild/protobuf';
import { badRequest } from '../problems/http-error.js';
import { locateJsonFault } from './locate-json-fault.js';

// JSON text is refused beyond a depth of 64 (see readJsonText); messages nest no deeper than their JSON.
const RECURSION_LIMIT = 65;

/**
 * Reads proto3 JSON text strictly: unknown fields, unknown enum names and members given twice are refused.
 * @throws RpcError INVALID_ARGUMENT UNKNOWN_FIELD | INVALID_FIELD | INVALID_MESSAGE, naming the field
 */
export function jsonToMessage(type: DescMessage, text: string, registry: Registry): Message {
  try {
    return fromJsonString(type, text, { registry, recursionLimit: RECURSION_LIMIT });
  } catch (error) {
    throw refusal(type, () => JSON.parse(text) as JsonObject, registry, error);
  }
}

/** Adds JSON to a message. @throws RpcError as {@link jsonToMessage} does */
export function mergeJson(type: DescMessage, message: Message, json: JsonObject, registry: Registry): void {
  try {
    mergeFromJson(type, message, json, { registry, recursionLimit: RECURSION_LIMIT });
  } catch (error) {
    throw refusal(type, () => json, registry, error);
  }
}

function refusal(type: DescMessage, json: () => JsonObject, registry: Registry, error: unknown): Error {
  const text = error instanceof Error ? error.message : 'unreadable';
  const fault = locateJsonFault(type, json(), registry);
  const message = text.replace(/^cannot decode (?:message|field|oneof) \S+ from JSON: /, '');
  if (fault === undefined) return badRequest('INVALID_MESSAGE', message);
  return fault.kind === 'unknown'
    ? badRequest('UNKNOWN_FIELD', `there is no field ${fault.path}`, { field: fault.path })
    : badRequest('INVALID_FIELD', `${fault.path}: ${message}`, { field: fault.path });
}
