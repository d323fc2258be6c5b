import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { foldWord } from '../domain/words.js';
import { onlookerOf } from '../mapping/onlooker-of.js';
import { NO_FILTER, visibleChunks } from '../searching/search-lore.js';
import { suggestTerms as suggestedTerms } from '../searching/suggest.js';

const DEFAULT_LIMIT = 10;

/** Words that begin so, from what the viewer may see. */
export const suggestTerms =
  ({ library, keeper, sight }: Deps): Handler<IKnowledgeBaseService, 'suggestTerms'> =>
  async (request, context) => {
    const onlooker = onlookerOf(request.viewer, context.actor);
    const prefix = foldWord(request.prefix.trim());
    if (prefix === '') throw invalidArgument('prefix', 'must have a letter or a digit');
    await keeper.ready(context.signal);
    const indexes = library.indexes(request.collections);
    const limit = request.limit === 0 ? DEFAULT_LIMIT : request.limit;
    const terms = await sight.look(onlooker, context, (viewer) =>
      suggestedTerms(indexes, prefix, limit, visibleChunks(viewer, NO_FILTER)),
    );
    return { terms: terms.map((term) => ({ ...term })) };
  };
