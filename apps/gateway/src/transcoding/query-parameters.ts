import { badRequest } from '../problems/http-error.js';

export interface QueryParameter {
  readonly name: string;
  readonly value: string;
}

const MAX_PARAMETERS = 1000;

/**
 * Reads a query (without its question mark) as application/x-www-form-urlencoded, strictly: the platform's own reader puts
 * replacement characters where the encoding is broken.
 * @throws RpcError INVALID_ARGUMENT BAD_PERCENT_ENCODING | BAD_QUERY
 */
export function parseQuery(query: string): readonly QueryParameter[] {
  if (query === '') return [];
  const parts = query.split('&', MAX_PARAMETERS + 1);
  if (parts.length > MAX_PARAMETERS)
    throw badRequest('BAD_QUERY', `the query has more than ${MAX_PARAMETERS} parameters`);
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? { name: decode(part), value: '' }
        : { name: decode(part.slice(0, equals)), value: decode(part.slice(equals + 1)) };
    });
}

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text;
  let decoded: string;
  try {
    decoded = decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('BAD_PERCENT_ENCODING', 'the query is not well encoded', { part: text.slice(0, 128) });
  }
  if (decoded.includes('\0')) throw badRequest('BAD_QUERY', 'the query holds a NUL', { part: text.slice(0, 128) });
  return decoded;
}
