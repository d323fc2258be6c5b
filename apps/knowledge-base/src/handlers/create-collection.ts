import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { collectionSettings } from '../domain/collection.js';
import { toCollectionMessage } from '../mapping/collection-message.js';

/** Makes an empty collection. */
export const createCollection =
  ({ collections, documents, library, keeper }: Deps): Handler<IKnowledgeBaseService, 'createCollection'> =>
  async ({ id, ...asked }) => {
    const settings = collectionSettings(asked);
    // What a deletion that was cut short has left behind must not come back.
    if ((await collections.get(id)) === undefined) await documents.purge(id);
    const collection = await collections.create(id, settings);
    await keeper.changed();
    return toCollectionMessage(collection, library.sizeFor(id, { kind: 'everything' }), keeper.sequence);
  };
