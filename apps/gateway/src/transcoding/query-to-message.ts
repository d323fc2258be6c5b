import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { badRequest } from '../problems/http-error.js';
import { nameOf, resolveFieldPath } from './field-path.js';
import type { JsonTree } from './json-tree.js';
import type { QueryParameter } from './query-parameters.js';
import { textReaderOf } from './text-value.js';

const MAX_DEPTH = 16;

/**
 * Puts query parameters into a request: `filter.min_level=3` sets a nested field, a repeated parameter fills a list.
 * @param isBound whether a field already comes from the path or the body and so cannot be a parameter
 * @throws RpcError INVALID_ARGUMENT UNKNOWN_PARAMETER | DUPLICATE_PARAMETER | INVALID_FIELD, naming the parameter
 */
export function queryToMessage(
  parameters: readonly QueryParameter[],
  input: DescMessage,
  tree: JsonTree,
  isBound: (path: readonly DescField[]) => boolean,
): void {
  for (const { name, value } of parameters) {
    const names = name.split('.', MAX_DEPTH + 1);
    const path = names.length > MAX_DEPTH ? undefined : resolveFieldPath(input, names);
    const leaf = path?.at(-1);
    const read = leaf === undefined ? undefined : textReaderOf(leaf);
    if (path === undefined || leaf === undefined || read === undefined || isBound(path)) {
      throw badRequest('UNKNOWN_PARAMETER', 'there is no such query parameter', { field: name.slice(0, 128) });
    }
    const json = read(value);
    if (json === undefined) {
      throw badRequest('INVALID_FIELD', `"${value.slice(0, 64)}" is no value of ${nameOf(path)}`, {
        field: nameOf(path),
      });
    }
    if (leaf.fieldKind === 'list') tree.append(path, json);
    else if (!tree.set(path, json)) {
      throw badRequest('DUPLICATE_PARAMETER', 'the query parameter may be given once only', { field: nameOf(path) });
    }
  }
}
