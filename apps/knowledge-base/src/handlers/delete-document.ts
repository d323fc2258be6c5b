import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Deletes a document; when this answers, it is not found here any more. */
export const deleteDocument =
  ({ collections, documents, keeper }: Deps): Handler<IKnowledgeBaseService, 'deleteDocument'> =>
  async ({ collection, id, expectedVersion }) => {
    await collections.require(collection);
    const deletedVersion = await documents.delete(collection, id, expectedVersion);
    await keeper.changed();
    return { deletedVersion };
  };
