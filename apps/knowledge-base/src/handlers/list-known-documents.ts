import type { IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toKnownDocument } from '../mapping/to-known-document.js';

/** What a player was told of, by collection and id. */
export const listKnownDocuments =
  ({ known }: Deps): Handler<IKnowledgeBaseService, 'listKnownDocuments'> =>
  async (request) => {
    const { playerId } = request;
    const { rows, nextPageToken } = await known.list(playerId, readPage(request, [playerId]));
    return {
      documents: rows.map((revelation) => toKnownDocument(revelation, { newlyRevealed: false })),
      nextPageToken,
    };
  };
