import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toCollectionMessage } from '../mapping/collection-message.js';
import { readerOf } from '../mapping/onlooker-of.js';

/** All collections, by id. */
export const listCollections =
  ({ collections, library, keeper, sight }: Deps): Handler<IKnowledgeBaseService, 'listCollections'> =>
  async (request, context) => {
    const { rows, nextPageToken } = await collections.list(readPage(request));
    await keeper.ready(context.signal);
    const shown = rows.filter(({ id }) => library.has(id));
    const sizes = await sight.look(readerOf(context.actor), context, (viewer) =>
      shown.map((collection) => ({ collection, size: library.sizeFor(collection.id, viewer) })),
    );
    return {
      collections: sizes.map(({ collection, size }) => toCollectionMessage(collection, size, keeper.sequence)),
      nextPageToken,
    };
  };
