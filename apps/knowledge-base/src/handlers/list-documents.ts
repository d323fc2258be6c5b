import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { canSee } from '../domain/viewer.js';
import { toDocumentMessage } from '../mapping/document-message.js';
import { readerOf } from '../mapping/onlooker-of.js';
import { collectWithin } from '../mapping/collect-within.js';

/** Text one page carries at most, so that its message stays within what may be sent. */
const PAGE_BYTES = 300 * 1024;

/** The documents of a collection that the caller may see, by id. */
export const listDocuments =
  ({ documents, library, keeper, sight }: Deps): Handler<IKnowledgeBaseService, 'listDocuments'> =>
  async (request, context) => {
    const { collection, tag } = request;
    const page = readPage(request, [collection, tag]);
    await keeper.ready(context.signal);
    const ids = await sight.look(readerOf(context.actor), context, (viewer) =>
      [...library.index(collection).documents.values()]
        .filter((document) => (tag === '' || document.tags.includes(tag)) && canSee(viewer, document))
        .map(({ id }) => id),
    );
    const rest = ids.filter((id) => page.after === undefined || id > page.after).sort();
    const found = await documents.getMany(collection, rest.slice(0, page.size));
    const shown = collectWithin(found, PAGE_BYTES, ({ value }) => Buffer.byteLength(value.text));
    const last = shown.at(-1)?.id;
    const isEnd = last === undefined || last === rest.at(-1);
    return { documents: shown.map(toDocumentMessage), nextPageToken: isEnd ? '' : page.next(last) };
  };
