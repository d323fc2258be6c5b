import type { JsonValue } from '@bufbuild/protobuf';
import { assertJsonDepth } from '@bodybroker/codecs';
import { badRequest } from '../problems/http-error.js';

/** JSON as it came: its text, and what it says. */
export interface JsonText {
  readonly text: string;
  readonly value: JsonValue;
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
  assertDepth(body);
  try {
    return { text, value: JSON.parse(text) as JsonValue };
  } catch (error) {
    throw badRequest('INVALID_JSON', `the body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

function assertDepth(body: Uint8Array): void {
  try {
    assertJsonDepth(body);
  } catch (error) {
    throw badRequest('JSON_TOO_DEEP', error instanceof Error ? error.message : 'the body nests too deeply');
  }
}
