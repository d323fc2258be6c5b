import { CodecError } from './codec-error.js';

export const MAX_JSON_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * Looks over JSON before anything parses it, and refuses what nests deeper than `maxDepth`: recursive readers overflow
 * their stack on it.
 * @returns how many members its objects have as written. JSON.parse keeps one of those that have the same name.
 * @throws CodecError JSON_TOO_DEEP
 */
export function countJsonMembers(bytes: Uint8Array, maxDepth = MAX_JSON_DEPTH): number {
  let depth = 0;
  let members = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) inString = false;
      continue;
    }
    if (byte === QUOTE) inString = true;
    else if (byte === COLON) members += 1;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > maxDepth) {
        throw new CodecError('JSON_TOO_DEEP', `the body nests deeper than ${maxDepth} levels`, {
          max_depth: String(maxDepth),
        });
      }
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return members;
}
