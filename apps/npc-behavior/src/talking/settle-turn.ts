import { Emotion, Intent, type TalkOutcome } from '@bodybroker/contracts-npc-behavior';
import type { Deps } from '../deps.js';
import { endTurn, type Conversation } from '../domain/conversation.js';
import { judgeImportance, type NewMemory } from '../domain/memory.js';
import { adjustByTalk, isNothing, type Adjusted } from '../domain/relationship.js';
import { toDeltas, toRelationship } from '../mapping/to-relationship.js';
import { npcTalked } from '../publishers/npc-talked.js';
import type { Acquaintance } from '../storage/relationships.js';
import { factsFor } from './compose-prompt.js';
import { offersOf } from './offers.js';
import type { PreparedReply } from './prepare-reply.js';

/** Harm to one's own people is not forgotten. */
const KIN_HARM_IMPORTANCE = 9;

/**
 * The line was answered: the NPC remembers both lines, thinks of the player what the rules say, and it is told; all in one
 * commit, once for each turn.
 */
export async function settleTurn(deps: Deps, prepared: PreparedReply, reply: string): Promise<TalkOutcome> {
  const { plan, reaction } = prepared;
  const { conversation, line, gms, person } = plan;
  const { worldId, npcId, playerId, conversationId, turn } = conversation;
  const ref = { worldId, npcId };
  let adjusted: Adjusted | undefined;
  let acquaintance: Acquaintance = await deps.relationships.get(ref, playerId, gms);
  const remember = async () => {
    const before = await deps.relationships.get(ref, playerId, gms);
    adjusted = adjustByTalk(before.relationship, reaction.deltas, gms);
    const isMoved = !isNothing(adjusted.applied);
    const reason = `talk.${line.intent.toLowerCase()}`;
    const writing = isMoved
      ? deps.relationships.writing({ ...adjusted, ref, playerId, reason, gms }, before)
      : undefined;
    acquaintance = isMoved ? { relationship: adjusted.relationship, version: before.version + 1n } : before;
    const talked = npcTalked(
      { conversation, line, faction: person.npc.faction, gms, heard: heardIn(plan, reply) },
      deps.clock,
    );
    return {
      news: memoriesOf(prepared, reply),
      puts: writing === undefined ? [] : [writing.put],
      events: [talked, ...(writing?.events ?? [])],
    };
  };
  const receipt = {
    actor: `player:${playerId}`,
    method: 'settle-turn',
    key: `${conversationId}:${turn}`,
    fingerprint: '',
  };
  await deps.minds.remember(ref, remember, { gms, receipt });
  await closeTurn(deps, conversation, { text: reply, isPartial: false });
  const outcome = outcomeOf(prepared, acquaintance);
  return adjusted === undefined || isNothing(adjusted.applied)
    ? outcome
    : { ...outcome, deltas: toDeltas(adjusted.applied) };
}

/** What a line came to that was not answered to its end: nothing is taken to heart. */
export async function abandonTurn(deps: Deps, prepared: PreparedReply, reply: string): Promise<TalkOutcome> {
  const { conversation, gms } = prepared.plan;
  const { worldId, npcId, playerId } = conversation;
  await closeTurn(deps, conversation, { text: reply, isPartial: true });
  const acquaintance = await deps.relationships.get({ worldId, npcId }, playerId, gms);
  return { ...outcomeOf(prepared, acquaintance), completed: false, offers: [] };
}

/** Opens the conversation for the next line. */
export async function closeTurn(
  { conversations, clock }: Deps,
  { conversationId, turn }: Conversation,
  reply: { readonly text: string; readonly isPartial: boolean },
): Promise<void> {
  const atMs = clock.now();
  await conversations.change(conversationId, (before) => {
    // A later turn was begun when this one had long been given up.
    if (before.turn !== turn) return { conversation: before };
    return { conversation: endTurn(before, atMs), line: { turn, speaker: 'NPC', atMs, ...reply } };
  });
}

function outcomeOf({ plan, reaction }: PreparedReply, acquaintance: Acquaintance): TalkOutcome {
  const { conversation, line, gms, person, facts } = plan;
  return {
    intent: Intent[line.intent],
    sentiment: line.sentiment,
    emotion: Emotion[reaction.emotion],
    relationship: toRelationship(conversation.npcId, conversation.playerId, acquaintance, gms),
    offers: offersOf(person.npc, line.intent),
    turn: conversation.turn,
    topics: [...line.topics],
    completed: true,
    factIds: factsFor(line, facts).map(({ id }) => id),
  };
}

function memoriesOf({ plan }: PreparedReply, reply: string): NewMemory[] {
  const { conversation, line, text, gms } = plan;
  const { playerId, playerName, npcId } = conversation;
  const judged = judgeImportance('SPEECH', line.sentiment);
  const heard: NewMemory = {
    kind: 'SPEECH',
    text: `${playerName} said: ${text}`,
    subjectIds: [playerId, ...line.topics.slice(0, 8)],
    importance: line.isKinHarm ? KIN_HARM_IMPORTANCE : judged,
    gms,
  };
  const told: NewMemory = {
    kind: 'SPEECH',
    text: `I told ${playerName}: ${reply}`,
    subjectIds: [npcId, playerId],
    importance: 1,
    gms,
  };
  return reply === '' ? [heard] : [heard, told];
}

/** The tongue the player heard: of the greeting, told with the first line; or of the phrase, where the reply has it. */
function heardIn({ conversation, phrase }: PreparedReply['plan'], reply: string) {
  if (phrase !== undefined && reply.includes(phrase.text))
    return { languageId: phrase.languageId, lemmas: phrase.lemmas };
  return conversation.greetingTongue;
}
