import { createHash } from 'node:crypto';
import { invalidArgument } from './domain-error.js';

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;

const TOKEN_VERSION = 1;

/** What a List method needs to read one page. */
export interface Page {
  /** 1..200. */
  readonly size: number;
  /** The key after which the page starts; undefined for the first page. */
  readonly after: string | undefined;
  /** The token of the next page, which starts after `key`. */
  next(key: string): string;
}

/**
 * Reads page_size and page_token of a List request. Size 0 means 50, more than 200 is taken as 200, less than 0 is
 * refused. A token carries the last key and a hash of the filter it was made for; with another filter it is refused
 * (BAD_PAGE_TOKEN), as Nakama does.
 *
 * @param filter everything that chooses and orders the rows, without the page fields
 */
export function readPage(
  request: { readonly pageSize: number; readonly pageToken: string },
  filter: readonly (string | number | bigint | undefined)[] = [],
): Page {
  if (request.pageSize < 0) throw invalidArgument('page_size', 'must not be negative');
  const filterHash = createHash('sha256')
    .update(JSON.stringify(filter.map(String)))
    .digest('base64url')
    .slice(0, 16);
  const next = (key: string): string =>
    Buffer.from(JSON.stringify([TOKEN_VERSION, key, filterHash])).toString('base64url');
  return {
    size: request.pageSize === 0 ? DEFAULT_PAGE_SIZE : Math.min(request.pageSize, MAX_PAGE_SIZE),
    after: request.pageToken === '' ? undefined : readToken(request.pageToken, filterHash),
    next,
  };
}

function readToken(token: string, filterHash: string): string {
  const bad = (): Error => invalidArgument('page_token', 'is not a token of this list and filter', 'BAD_PAGE_TOKEN');
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw bad();
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw bad();
  const [version, key, hash] = parts as unknown[];
  if (version !== TOKEN_VERSION || typeof key !== 'string' || hash !== filterHash) throw bad();
  return key;
}
