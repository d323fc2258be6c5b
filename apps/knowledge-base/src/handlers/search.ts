import { SearchMode, type IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { queryWords } from '../domain/words.js';
import { onlookerOf } from '../mapping/onlooker-of.js';
import { toFilter, toSearchMode } from '../mapping/to-filter.js';
import { toHit } from '../mapping/to-hit.js';
import { readSearchPage } from '../mapping/read-search-page.js';
import { bestOfEach, searchLore, visibleChunks } from '../searching/search-lore.js';
import { suggestQueries } from '../searching/suggest.js';

/** Finds documents, each by its best piece. */
export const search =
  ({ library, keeper, sight, vectors }: Deps): Handler<IKnowledgeBaseService, 'search'> =>
  async (request, context) => {
    const { query } = request;
    const onlooker = onlookerOf(request.viewer, context.actor);
    const mode = toSearchMode(request.mode);
    const page = readSearchPage(request);
    await keeper.ready(context.signal);
    const indexes = library.indexes(request.collections);
    const filter = toFilter(request.filters);
    const words = queryWords(query);
    const { found, suggestions } = await sight.look(onlooker, context, async (viewer) => ({
      found: bestOfEach(await searchLore({ query, indexes, viewer, filter, mode }, vectors, context.signal)),
      suggestions: suggestQueries(indexes, words, visibleChunks(viewer, filter)),
    }));
    const end = page.start + page.size;
    return {
      hits: found.slice(page.start, end).map(toHit),
      suggestions: [...suggestions],
      nextPageToken: end < found.length ? page.next(String(end)) : '',
      total: found.length,
      mode: SearchMode[mode],
    };
  };
