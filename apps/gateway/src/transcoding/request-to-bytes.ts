import { toBinary, type JsonObject, type JsonValue } from '@bufbuild/protobuf';
import type { Binding } from '../routing/binding.js';
import { findField } from './field-path.js';
import { readJsonText } from './json-text.js';
import { quickly } from './quickly.js';
import { parameterTree, requestToMessage, type RequestParts } from './request-to-message.js';

/**
 * The request message of a binding in protobuf binary. What is common goes from JSON to bytes at once; the rest, and
 * whatever is wrong with it, is for {@link requestToMessage}.
 * @throws RpcError INVALID_ARGUMENT, naming the field
 */
export function requestToBytes(binding: Binding, parts: RequestParts): Uint8Array {
  return straightToBytes(binding, parts) ?? toBinary(binding.method.input, requestToMessage(binding, parts));
}

function straightToBytes(binding: Binding, { captures, query, body }: RequestParts): Uint8Array | undefined {
  const { method, body: bound, maskField } = binding;
  if (maskField !== undefined || (bound.kind === 'none' && body.length > 0)) return undefined;
  if (body.length === 0)
    return quickly(() => method.inputCodec.jsonToBytes(parameterTree(binding, { captures, query }).root));
  // The body's faults are told before those of path and query, as the long way does.
  const { value, members } = readJsonText(body);
  if (bound.kind === 'none' || query !== '') return undefined;
  const json = bound.kind === 'whole' ? value : { [bound.field.jsonName]: value };
  if (!isObject(json)) return undefined;
  return quickly(() => {
    const placed =
      captures.length === 0 ? 0 : place(method.input, parameterTree(binding, { captures, query }).root, json);
    if (placed === undefined) return undefined;
    return method.inputCodec.jsonToBytes(json, members + placed + (bound.kind === 'field' ? 1 : 0));
  });
}

/** Puts what the path says over what the body says. Answers how many members that adds; undefined: not done here. */
function place(input: Binding['method']['input'], parameters: JsonObject, json: JsonObject): number | undefined {
  let added = 0;
  for (const [jsonName, value] of Object.entries(parameters)) {
    const name = findField(input, jsonName)?.name ?? jsonName;
    if (typeof value === 'object' || (name !== jsonName && Object.hasOwn(json, name))) return undefined;
    if (!Object.hasOwn(json, jsonName)) added += 1;
    json[jsonName] = value;
  }
  return added;
}

function isObject(json: JsonValue): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
