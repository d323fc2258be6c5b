import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { LORE_COLLECTION } from '../content/load-lore.js';
import type { Deps } from '../deps.js';
import { toKnownDocument } from '../mapping/to-known-document.js';

/** Tells a player of a document; a repeat changes nothing. */
export const revealDocument =
  ({ documents, known, clock }: Deps): Handler<IKnowledgeBaseService, 'revealDocument'> =>
  async ({ playerId, documentId, source, collection }) => {
    const document = await documents.get(collection === '' ? LORE_COLLECTION : collection, documentId);
    if (document === undefined) throw notFound('document', documentId);
    const { revelation, isNew } = await known.reveal(playerId, document.value, { source, nowMs: clock.now() });
    return toKnownDocument(revelation, { newlyRevealed: isNew });
  };
