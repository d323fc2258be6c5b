import { SearchMode, type SearchFilters } from '@bodybroker/contracts-knowledge-base';
import { enumName } from '@bodybroker/service-kit';
import { NO_FILTER, SEARCH_MODES, type LoreFilter, type SearchModeName } from '../searching/search-lore.js';

/** Which documents a request looks at. */
export function toFilter(filters: SearchFilters | undefined): LoreFilter {
  if (filters === undefined) return NO_FILTER;
  const { tags, entities, maxSpoiler = NO_FILTER.maxSpoiler } = filters;
  return { tags, entities, maxSpoiler };
}

/** How a request searches: by words unless it says otherwise. @throws DomainError ENUM_UNSPECIFIED for unknown numbers */
export function toSearchMode(mode: SearchMode): SearchModeName {
  return mode === SearchMode.UNSPECIFIED ? 'LEXICAL' : enumName(SearchMode, mode, SEARCH_MODES, 'mode');
}
