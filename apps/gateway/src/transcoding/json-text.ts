import type { JsonValue } from '@bufbuild/protobuf';
import { countJsonMembers } from '@bodybroker/codecs';
import { badRequest } from '../problems/http-error.js';

/** JSON as it came: its text, and what it says. */
export interface JsonText {
  readonly text: string;
  readonly value: JsonValue;
  /** How many members its objects have as written; `value` has fewer when a name comes twice. */
  readonly members: number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a body as JSON text. @throws RpcError INVALID_ARGUMENT INVALID_JSON | JSON_TOO_DEEP | INVALID_UTF8 */
export function readJsonText(body: Uint8Array): JsonText {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw badRequest('INVALID_UTF8', 'the body is not UTF-8');
  }
  const members = countMembers(body);
  try {
    return { text, value: JSON.parse(text) as JsonValue, members };
  } catch (error) {
    throw badRequest('INVALID_JSON', `the body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

function countMembers(body: Uint8Array): number {
  try {
    return countJsonMembers(body);
  } catch (error) {
    throw badRequest('JSON_TOO_DEEP', error instanceof Error ? error.message : 'the body nests too deeply');
  }
}
