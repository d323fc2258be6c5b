import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { assertOwn } from '../mapping/owner-of.js';
import { ownerOf } from '../talking/owner-of-conversation.js';
import { takeTurn } from '../talking/take-turn.js';

/** Says a line and streams the reply, then one outcome. */
export const sayToNpc = (deps: Deps): Handler<INpcBehaviorService, 'sayToNpc'> =>
  async function* ({ conversationId, text, expectedTurn }, context) {
    const playerId = ownerOf(conversationId);
    assertOwn(context, playerId);
    if (text.trim() === '') throw invalidArgument('text', 'must say something');
    await deps.conversations.require(conversationId);
    await deps.conversations.countSay(playerId, deps.settings.saysPerMinute);
    yield* takeTurn(deps, { conversationId, said: text.trim(), expectedTurn }, context);
  };
