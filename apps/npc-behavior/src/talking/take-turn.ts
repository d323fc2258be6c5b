import type { SayFrame } from '@bodybroker/contracts-npc-behavior';
import type { CallContext } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { beginTurn, type Conversation } from '../domain/conversation.js';
import { keepEngaged } from './begin-talk.js';
import { chooseTargets, type ChosenTargets } from './choose-targets.js';
import { composePrompt, maxTokensFor, type ReplyPlan } from './compose-prompt.js';
import { hearLine, type HeardLine } from './hear-line.js';
import { prepareReply } from './prepare-reply.js';
import { relayReply } from './relay-reply.js';
import { closeTurn } from './settle-turn.js';

export interface SaidLine {
  readonly conversationId: string;
  readonly said: string;
  readonly expectedTurn: number | undefined;
}

/** Characters that make a token, about. */
const CHARACTERS_PER_TOKEN = 4;

/** One turn of a conversation, from the player's line to its outcome. */
export async function* takeTurn(
  deps: Deps,
  { conversationId, said, expectedTurn }: SaidLine,
  context: CallContext,
): AsyncGenerator<SayFrame> {
  const heard = await hearLine(deps, said);
  const atMs = deps.clock.now();
  const idleMs = deps.settings.talkIdleMs;
  const conversation = await deps.conversations.change(conversationId, (before) => {
    const begun = beginTurn(before, expectedTurn, { ms: atMs, idleMs });
    return {
      conversation: begun,
      line: { turn: begun.turn, speaker: 'PLAYER', text: heard.text, atMs, isPartial: false },
    };
  });
  const { prepared, chosen } = await getReady(deps, conversation, heard).catch(async (error: unknown) => {
    await closeTurn(deps, conversation, { text: '', isPartial: true });
    throw error;
  });
  yield* relayReply(deps, prepared, chosen, context);
}

async function getReady(deps: Deps, conversation: Conversation, heard: HeardLine) {
  const [prepared] = await Promise.all([prepareReply(deps, conversation, heard), keepEngaged(deps, conversation)]);
  return { prepared, chosen: await route(deps, prepared.plan) };
}

/** In an emergency nobody is asked who shall answer: the embedded generator does. */
async function route(deps: Deps, plan: ReplyPlan): Promise<ChosenTargets> {
  const embedded: ChosenTargets = { targets: ['embedded'], decisionId: '' };
  if ((await deps.mode.current()) === 'EMERGENCY') return embedded;
  const { messages = [] } = composePrompt(plan, embedded);
  const characters = messages.reduce((sum, { content = '' }) => sum + content.length, 0);
  return chooseTargets(deps, plan.conversation, {
    tastes: plan.tastes,
    promptTokens: Math.ceil(characters / CHARACTERS_PER_TOKEN),
    maxTokens: maxTokensFor(plan.tastes),
  });
}
