import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { pickFacts } from '../domain/pick-facts.js';
import { onlookerOf } from '../mapping/onlooker-of.js';
import { NO_FILTER, searchLore } from '../searching/search-lore.js';
import { toPassages } from '../searching/to-passages.js';

const DEFAULT_FACTS = 8;

/** What the viewer knows that bears on a question, within a budget of tokens. */
export const retrieveContext =
  ({ library, keeper, sight, vectors }: Deps): Handler<IKnowledgeBaseService, 'retrieveContext'> =>
  async (request, context) => {
    const { question: query, tokenBudget, maxSpoiler = NO_FILTER.maxSpoiler } = request;
    const onlooker = onlookerOf(request.viewer, context.actor);
    if (query.trim() === '') throw invalidArgument('question', 'must have a visible character');
    await keeper.ready(context.signal);
    const indexes = library.indexes(request.collections);
    const filter = { ...NO_FILTER, maxSpoiler };
    const ranked = await sight.look(onlooker, context, (viewer) =>
      searchLore({ query, indexes, viewer, filter, mode: 'LEXICAL' }, vectors, context.signal),
    );
    const maxFacts = request.maxFacts === 0 ? DEFAULT_FACTS : request.maxFacts;
    const { facts, tokensUsed } = pickFacts(toPassages(ranked), { tokenBudget, maxFacts });
    return { facts: facts.map((fact) => ({ ...fact })), tokensUsed };
  };
