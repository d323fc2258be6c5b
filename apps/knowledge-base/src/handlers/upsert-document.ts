import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { chunkText } from '../domain/chunk-text.js';
import { checkUnlocks } from '../domain/check-unlocks.js';
import { checkDocument } from '../domain/document.js';
import { fromDocumentMessage, toDocumentMessage } from '../mapping/document-message.js';

/** Writes a document, new or not; when this answers, it is found here. */
export const upsertDocument =
  ({ documents, keeper }: Deps): Handler<IKnowledgeBaseService, 'upsertDocument'> =>
  async ({ collection, document: message, expectedVersion }) => {
    if (message === undefined) throw invalidArgument('document', 'is required');
    const document = fromDocumentMessage(message, collection, 'document');
    checkDocument(document, 'document');
    await checkUnlocks([document], () => 'document');
    const [written] = await documents.write(collection, [document], expectedVersion);
    await keeper.changed();
    return {
      ...(written === undefined ? {} : { document: toDocumentMessage(written) }),
      chunks: chunkText(document.text).length,
    };
  };
