import { SearchRequest } from '@bodybroker/contracts-knowledge-base';
import { invalidArgument, readPage, type Page } from '@bodybroker/domain';

/** Hits one page has at most. */
const MAX_HITS = 100;

/**
 * Reads the page fields of a search. The token counts hits, and belongs to one question of one viewer.
 * @throws DomainError INVALID_ARGUMENT BAD_PAGE_TOKEN, INVALID_FIELD; an empty query
 */
export function readSearchPage(request: SearchRequest): Page & { readonly start: number } {
  if (request.query.trim() === '') throw invalidArgument('query', 'must have a visible character');
  const question = SearchRequest.toJsonString({ ...request, pageSize: 0, pageToken: '' });
  const page = readPage(request, [question]);
  return { ...page, size: Math.min(page.size, MAX_HITS), start: Number(page.after ?? '0') };
}
