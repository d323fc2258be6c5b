import { badRequest } from '../problems/http-error.js';

/** The path of a request, cut into its parts but not yet decoded (a `%2F` is no slash, a `%3A` no verb). */
export interface RequestPath {
  readonly raw: string;
  readonly segments: readonly string[];
}

const MAX_SEGMENTS = 128;

/** Cuts a path at its slashes. Undefined when it cannot be that of any route. */
export function requestPath(raw: string): RequestPath | undefined {
  if (!raw.startsWith('/')) return undefined;
  const segments = raw.slice(1).split('/', MAX_SEGMENTS + 1);
  return segments.length > MAX_SEGMENTS ? undefined : { raw, segments };
}

/** Decodes one segment. @throws RpcError INVALID_ARGUMENT BAD_PERCENT_ENCODING */
export function decodeSegment(text: string): string {
  if (!text.includes('%')) return text;
  return checkedDecode(text, text);
}

/**
 * Decodes several segments that go to one field. As google/api/http.proto says, a `%2F` stays as it is, so that it can be
 * told from the slashes between the segments.
 * @throws RpcError INVALID_ARGUMENT BAD_PERCENT_ENCODING
 */
export function decodeSegments(texts: readonly string[]): string {
  const joined = texts.join('/');
  if (!joined.includes('%')) return joined;
  return joined
    .split(/(%2f)/i)
    .map((part, i) => (i % 2 === 1 ? part : checkedDecode(part, joined)))
    .join('');
}

function checkedDecode(text: string, whole: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    throw badRequest('BAD_PERCENT_ENCODING', 'the path is not well encoded', { segment: whole.slice(0, 128) });
  }
  if (decoded.includes('\0')) throw badRequest('BAD_PATH', 'the path holds a NUL', { segment: whole.slice(0, 128) });
  return decoded;
}
