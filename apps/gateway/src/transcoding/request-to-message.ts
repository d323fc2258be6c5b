import { create, type JsonValue, type Message } from '@bufbuild/protobuf';
import { badRequest } from '../problems/http-error.js';
import type { Binding } from '../routing/binding.js';
import { nameOf } from './field-path.js';
import { readJsonText } from './json-text.js';
import { jsonToMessage, mergeJson } from './json-to-message.js';
import { JsonTree } from './json-tree.js';
import { parseQuery } from './query-parameters.js';
import { queryToMessage } from './query-to-message.js';
import { maskFromBody } from './update-mask.js';

/** The parts of an HTTP request that become a message. */
export interface RequestParts {
  /** Texts of the path's variables, decoded. */
  readonly captures: readonly string[];
  /** Without its question mark, not decoded. */
  readonly query: string;
  /** JSON; empty: no body. */
  readonly body: Uint8Array;
}

/**
 * Makes the request message of a binding, by the rules of google/api/http.proto: what the path names wins over the body, the
 * query gives what neither does.
 * @throws RpcError INVALID_ARGUMENT, naming the field
 */
export function requestToMessage(binding: Binding, parts: RequestParts): Message {
  const { input, registry } = binding.method;
  const message = bodyToMessage(binding, parts.body);
  const tree = parameterTree(binding, parts);
  if (!tree.empty) mergeJson(input, message, tree.root, registry);
  return message;
}

/** What path and query say, as JSON. @throws RpcError INVALID_ARGUMENT, naming the field */
export function parameterTree(
  binding: Binding,
  { captures, query }: Pick<RequestParts, 'captures' | 'query'>,
): JsonTree {
  const tree = new JsonTree();
  if (query !== '') queryToMessage(parseQuery(query), binding.method.input, tree, binding.isBound);
  binding.pathFields.forEach(({ path, read }, index) => {
    const text = captures[index] ?? '';
    const json = read(text);
    if (json === undefined) {
      throw badRequest('INVALID_FIELD', `"${text.slice(0, 64)}" is no value of ${nameOf(path)}`, {
        field: nameOf(path),
      });
    }
    tree.set(path, json);
  });
  return tree;
}

function bodyToMessage(binding: Binding, body: Uint8Array): Message {
  const { method, body: bound } = binding;
  if (bound.kind === 'none') {
    if (body.length > 0) throw badRequest('UNEXPECTED_BODY', 'this method takes no body');
    return create(method.input);
  }
  if (body.length === 0) return create(method.input);
  const { text, value } = readJsonText(body);
  const whole = bound.kind === 'whole' ? text : `{${JSON.stringify(bound.field.jsonName)}:${text}}`;
  const message = jsonToMessage(method.input, whole, method.registry);
  fillMask(binding, message, value);
  return message;
}

function fillMask({ maskField, body, method }: Binding, message: Message, json: JsonValue): void {
  const type = maskField?.message;
  if (maskField === undefined || type === undefined) return;
  const fields = message as Message & Record<string, unknown>;
  if (fields[maskField.localName] !== undefined) return;
  const paths = maskFromBody(method.input, body.kind === 'field' ? body.field : undefined, json);
  if (paths.length > 0) fields[maskField.localName] = create(type, { paths } as never);
}
