import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { assertOwn } from '../mapping/owner-of.js';
import { toConversation, toLine } from '../mapping/to-conversation.js';
import { ownerOf } from '../talking/owner-of-conversation.js';

/** A conversation and its lines, oldest first. */
export const getConversation =
  (deps: Deps): Handler<INpcBehaviorService, 'getConversation'> =>
  async (request, context) => {
    const { conversationId } = request;
    assertOwn(context, ownerOf(conversationId));
    const page = readPage(request, [conversationId]);
    const conversation = await deps.conversations.require(conversationId);
    const { lines, nextPageToken } = await deps.conversations.linesOf(conversation, page);
    return { conversation: toConversation(conversation), lines: lines.map(toLine), nextPageToken };
  };
