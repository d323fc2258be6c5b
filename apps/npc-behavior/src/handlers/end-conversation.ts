import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { endConversation as ended } from '../domain/conversation.js';
import { assertOwn } from '../mapping/owner-of.js';
import { toConversation } from '../mapping/to-conversation.js';
import { disengage } from '../talking/begin-talk.js';
import { ownerOf } from '../talking/owner-of-conversation.js';

/** Ends a conversation; the NPC is free for others. */
export const endConversation =
  (deps: Deps): Handler<INpcBehaviorService, 'endConversation'> =>
  async ({ conversationId }, context) => {
    assertOwn(context, ownerOf(conversationId));
    const conversation = await deps.conversations.change(conversationId, (before) => ({ conversation: ended(before) }));
    await disengage(deps, conversation, conversationId);
    return toConversation(conversation);
  };
