import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { chunkText } from '../domain/chunk-text.js';
import { checkUnlocks } from '../domain/check-unlocks.js';
import { checkDocument } from '../domain/document.js';
import { fromDocumentMessage } from '../mapping/document-message.js';

/** Writes up to 100 documents in one step: all or none. */
export const upsertDocuments =
  ({ documents, keeper }: Deps): Handler<IKnowledgeBaseService, 'upsertDocuments'> =>
  async ({ collection, documents: messages }) => {
    const asked = messages.map((message, at) => fromDocumentMessage(message, collection, `documents[${at}]`));
    const twice = asked.findIndex(({ id }, at) => asked.findIndex((each) => each.id === id) < at);
    if (twice !== -1) throw invalidArgument(`documents[${twice}].id`, 'must not come twice', 'DUPLICATE_ID');
    asked.forEach((document, at) => checkDocument(document, `documents[${at}]`));
    await checkUnlocks(asked, (at) => `documents[${at}]`);
    const written = await documents.write(collection, asked);
    await keeper.changed();
    return {
      results: written.map(({ id, version, value }) => ({ id, version, chunks: chunkText(value.text).length })),
    };
  };
