import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toCollectionMessage } from '../mapping/collection-message.js';
import { withMaskedSettings } from '../mapping/with-masked-settings.js';

/** Changes how a collection is searched; it is indexed anew. */
export const updateCollection =
  ({ collections, library, keeper }: Deps): Handler<IKnowledgeBaseService, 'updateCollection'> =>
  async ({ id, collection: asked, updateMask, expectedVersion }) => {
    if (asked === undefined) throw invalidArgument('collection', 'is required');
    const paths = updateMask?.paths ?? [];
    const updated = await collections.update(
      id,
      (settings) => withMaskedSettings(settings, asked, paths),
      expectedVersion,
    );
    await keeper.changed();
    return toCollectionMessage(updated, library.sizeFor(id, { kind: 'everything' }), keeper.sequence);
  };
