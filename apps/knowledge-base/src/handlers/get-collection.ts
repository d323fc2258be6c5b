import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toCollectionMessage } from '../mapping/collection-message.js';
import { readerOf } from '../mapping/onlooker-of.js';

/** One collection, with the size of what its reader may see of it. */
export const getCollection =
  ({ collections, library, keeper, sight }: Deps): Handler<IKnowledgeBaseService, 'getCollection'> =>
  async ({ id }, context) => {
    const collection = await collections.require(id);
    await keeper.ready(context.signal);
    const size = await sight.look(readerOf(context.actor), context, (viewer) => library.sizeFor(id, viewer));
    return toCollectionMessage(collection, size, keeper.sequence);
  };
