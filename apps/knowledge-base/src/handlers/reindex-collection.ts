import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Has every replica index a collection anew. */
export const reindexCollection =
  ({ collections, keeper }: Deps): Handler<IKnowledgeBaseService, 'reindexCollection'> =>
  async ({ id }) => {
    await collections.reindex(id);
    await keeper.changed();
    return { indexVersion: keeper.sequence };
  };
