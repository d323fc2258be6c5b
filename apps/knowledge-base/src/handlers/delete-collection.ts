import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Deletes a collection and all its documents. */
export const deleteCollection =
  ({ collections, documents, keeper }: Deps): Handler<IKnowledgeBaseService, 'deleteCollection'> =>
  async ({ id, expectedVersion }) => {
    // The collection goes first: nothing is written into one that is not there.
    const { version } = await collections.delete(id, expectedVersion);
    await documents.purge(id);
    await keeper.changed();
    return { deletedVersion: version };
  };
