import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { canSee } from '../domain/viewer.js';
import { toDocumentMessage } from '../mapping/document-message.js';
import { readerOf } from '../mapping/onlooker-of.js';

/** One document. What a player may not see does not exist for them. */
export const getDocument =
  ({ collections, documents, sight }: Deps): Handler<IKnowledgeBaseService, 'getDocument'> =>
  async ({ collection, id }, context) => {
    await collections.require(collection);
    const document = await documents.get(collection, id);
    if (document === undefined) throw notFound('document', id);
    const isVisible = await sight.look(readerOf(context.actor), context, (viewer) => canSee(viewer, document.value));
    if (!isVisible) throw notFound('document', id);
    return toDocumentMessage(document);
  };
