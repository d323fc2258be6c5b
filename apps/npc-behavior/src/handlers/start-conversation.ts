import {
  ConversationStarted,
  StartConversationRequest,
  type INpcBehaviorService,
} from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { conversationIdOf } from '../storage/conversation-id.js';
import { assertFree, assertHere, disengage, engage } from '../talking/begin-talk.js';
import { welcome } from '../talking/welcome.js';
import { whereaboutsOf } from '../talking/whereabouts.js';

/** Begins to talk to somebody. */
export const startConversation =
  (deps: Deps): Handler<INpcBehaviorService, 'startConversation'> =>
  async (request, context) => {
    const { worldId } = context;
    const { npcId, playerId, playerName } = request;
    const receipt = receiptOf(context, StartConversationRequest.toBinary(request));
    const earlier = await deps.conversations.answeredBefore(playerId, receipt);
    if (earlier !== undefined) {
      markReplay(context);
      return ConversationStarted.fromBinary(earlier);
    }
    await deps.settle(worldId);
    const ref = { worldId, npcId };
    const conversationId = conversationIdOf(playerId, receipt.actor, receipt.key);
    assertFree(deps, await deps.conversations.currentOf(playerId), conversationId);
    const [person, place] = await Promise.all([deps.roster.require(ref), whereaboutsOf(deps, worldId, playerId)]);
    assertHere(person, place);
    const gms = await deps.worlds.gmsNow(worldId);
    await engage(deps, { ref, playerId, conversationId, gms });
    const begun = welcome(deps, { person, playerId, playerName, conversationId, gms }, receipt).catch(
      async (error: unknown) => {
        await disengage(deps, ref, conversationId);
        throw error;
      },
    );
    const { isReplay, response } = await begun;
    if (isReplay) markReplay(context);
    return ConversationStarted.fromBinary(response);
  };
