import type { Deps } from '../deps.js';
import type { Conversation } from '../domain/conversation.js';
import { moodOf } from '../domain/npc-state.js';
import { reactTo, type Reaction } from '../domain/reaction.js';
import { fade } from '../domain/relationship.js';
import { scoreMemories } from '../domain/score-memories.js';
import type { ReplyPlan } from './compose-prompt.js';
import { gatherFacts, ownFacts } from './gather-facts.js';
import type { HeardLine } from './hear-line.js';
import { phraseInTongue } from './phrase-in-tongue.js';
import { tastesOf } from './tastes.js';

/** What a talk keeps before its eyes. */
const MEMORIES_RECALLED = 6;
const LINES_RECALLED = 12;

/** A reply that is ready to be worded, and what the line does to the one who hears it. */
export interface PreparedReply {
  readonly plan: ReplyPlan;
  readonly reaction: Reaction;
}

/** Gathers all a reply is worded from, from everybody at once. In an emergency the knowledge base is spared. */
export async function prepareReply(deps: Deps, conversation: Conversation, heard: HeardLine): Promise<PreparedReply> {
  const { worldId, npcId, playerId, turn, conversationId } = conversation;
  const { text, line } = heard;
  const ref = { worldId, npcId };
  const [person, book, gms, mode] = await Promise.all([
    deps.roster.require(ref),
    deps.worlds.read(worldId),
    deps.worlds.gmsNow(worldId),
    deps.mode.current(),
  ]);
  const { npc } = person;
  const [acquaintance, memories, history, tastes, facts, phrase] = await Promise.all([
    deps.relationships.get(ref, playerId, gms),
    deps.minds.memoriesOf(ref),
    deps.conversations.lastLines(conversation, LINES_RECALLED + 1),
    tastesOf(deps, playerId),
    mode === 'EMERGENCY' ? ownFacts(npc) : gatherFacts(deps, npc, text),
    phraseInTongue(deps, npc, { intent: line.intent, meeting: `${conversationId}:${turn}` }),
  ]);
  const { feelings } = fade(acquaintance.relationship, gms);
  const mood = moodOf(npc, person.state, gms);
  const reaction = reactTo(line, npc, feelings, mood);
  // What one player said is not told to another, nor sent where the other's words may go.
  const open = memories.filter(({ kind, subjectIds }) => kind !== 'SPEECH' || subjectIds.includes(playerId));
  const remembered = scoreMemories(open, deps.relevanceOf(open, text)).slice(0, MEMORIES_RECALLED);
  const plan: ReplyPlan = {
    person,
    conversation,
    ...heard,
    history: history.slice(0, -1),
    feelings,
    emotion: reaction.emotion,
    mood,
    remembered: remembered.map(({ memory }) => memory.text),
    facts,
    phrase,
    tastes,
    skies: book.skies,
    city: deps.city,
    gms,
  };
  return { plan, reaction };
}
