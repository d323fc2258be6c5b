import { GenerationKind, MessageRole } from '@bodybroker/contracts-ai-integration';
import type { LineAnalysis } from '../domain/analyse-line.js';
import type { City } from '../domain/city.js';
import type { Conversation, ConversationLine } from '../domain/conversation.js';
import { daytimeOf, hourOfDay } from '../domain/game-time.js';
import type { TonguePhrase } from '../domain/greeting.js';
import type { Intent } from '../domain/intent.js';
import type { Emotion } from '../domain/reaction.js';
import { FEELINGS, type Feelings } from '../domain/relationship.js';
import type { Skies } from '../domain/sky.js';
import type { Person } from '../storage/person.js';
import type { ChosenTargets } from './choose-targets.js';
import type { KnownFact } from './gather-facts.js';
import type { Peers } from './peers.js';
import type { Tastes } from './tastes.js';

/** What ai-integration is asked. */
export type ReplyPrompt = NonNullable<Parameters<Peers['ai']['generateStream']>[0]['prompt']>;

/** All a reply is worded from. */
export interface ReplyPlan {
  readonly person: Person;
  readonly conversation: Conversation;
  readonly line: LineAnalysis;
  readonly text: string;
  /** Earlier lines, oldest first. */
  readonly history: readonly ConversationLine[];
  readonly feelings: Feelings;
  readonly emotion: Emotion;
  readonly mood: string;
  readonly remembered: readonly string[];
  readonly facts: readonly KnownFact[];
  readonly phrase: TonguePhrase | undefined;
  readonly tastes: Tastes;
  readonly skies: Skies;
  readonly city: City;
  readonly gms: number;
}

/** The embedded generator's own words for what is meant; left out where it has none. */
const INTENT_TAG: Readonly<Partial<Record<Intent, string>>> = {
  GREET: 'greet',
  FAREWELL: 'farewell',
  ASK: 'ask',
  TRADE: 'trade',
  HAGGLE: 'haggle',
  THREAT: 'threat',
  PLEAD: 'plead',
  THANK: 'thank',
  INSULT: 'insult',
  WORK: 'work',
  SECRET: 'secret',
  ACCUSE: 'accuse',
  CONFESS: 'insult',
  PRAISE: 'thank',
};
/** To these a fact is an answer; to a threat it is none. */
const ANSWERED_BY_FACTS: ReadonlySet<Intent> = new Set<Intent>(['ASK', 'STATE', 'SECRET']);
const MAX_TOKENS = { short: 80, normal: 160, long: 320 } as const;
const LONGEST_SLOT = 4000;

/** The facts a line is answered from; none where a fact would be no answer. */
export function factsFor(line: LineAnalysis, facts: readonly KnownFact[]): readonly KnownFact[] {
  return ANSWERED_BY_FACTS.has(line.intent) ? facts : [];
}

export function maxTokensFor({ length }: Tastes): number {
  return MAX_TOKENS[length];
}

/** The prompt of a reply. What players said is in user messages and slots only, never in what the system says. */
export function composePrompt(plan: ReplyPlan, { targets, decisionId }: ChosenTargets): ReplyPrompt {
  const { conversation, text, history, facts, tastes, line } = plan;
  const spoken = history.map(({ speaker, text: content }) => ({
    role: speaker === 'PLAYER' ? MessageRole.USER : MessageRole.ASSISTANT,
    content,
  }));
  return {
    kind: GenerationKind.DIALOGUE,
    messages: [
      { role: MessageRole.SYSTEM, content: persona(plan) },
      ...spoken,
      { role: MessageRole.USER, content: text },
    ],
    context: { slots: slotsOf(plan), tags: tagsOf(plan), facts: [...factsFor(line, facts)] },
    targets: [...targets],
    params: { maxTokens: maxTokensFor(tastes) },
    decisionId,
    playerId: conversation.playerId,
  };
}

function persona({ person: { npc }, emotion, feelings, phrase }: ReplyPlan): string {
  const standing = FEELINGS.map((feeling) => `${feeling} ${feelings[feeling]}`).join(', ');
  return [
    `You are ${npc.name}, ${npc.archetype} in the Nine Wards, of the ${npc.faction === '' ? 'city' : npc.faction}.`,
    'You speak in short, dry, exact sentences, with concrete nouns, prices and hours, a little amused, without exclamation marks.',
    `You take what was just said in a mood that is ${emotion.toLowerCase()}. What you think of the broker before you, from -100 to 100: ${standing}.`,
    'Name what you were asked about. Promise nothing, set no price, give nothing away: that is decided elsewhere.',
    ...(phrase === undefined ? [] : [`You may say "${phrase.text}" (${phrase.english}) in your own tongue.`]),
  ].join('\n');
}

function slotsOf(plan: ReplyPlan): Record<string, string> {
  const { person, conversation, line, feelings, remembered } = plan;
  const topic = factsFor(line, plan.facts).length > 0 || line.intent === 'ASK' ? line.topicPhrase : undefined;
  return {
    player: conversation.playerName,
    npc: person.npc.name,
    place: conversation.locationId.replaceAll('-', ' '),
    ...Object.fromEntries(FEELINGS.map((feeling) => [feeling, String(feelings[feeling])])),
    ...(topic === undefined ? {} : { topic }),
    ...(remembered.length === 0 ? {} : { remembered: remembered.join('\n').slice(0, LONGEST_SLOT) }),
  };
}

function tagsOf({ person: { npc }, conversation, line, emotion, mood, tastes, skies, city, gms }: ReplyPlan): string[] {
  const { regionId } = city.place(conversation.locationId);
  const intent = INTENT_TAG[line.intent];
  const sky = skies[regionId]?.state.toLowerCase();
  return [
    `archetype:${npc.archetype}`,
    `mood:${emotion === 'NEUTRAL' ? mood : emotion.toLowerCase()}`,
    `ward:${regionId.replace(/-ward$/, '')}`,
    `hour:${daytimeOf(hourOfDay(gms))}`,
    ...(sky === undefined ? [] : [`weather:${sky}`]),
    ...(intent === undefined ? [] : [`intent:${intent}`]),
    ...(tastes.length === 'normal' ? [] : [`length:${tastes.length}`]),
    ...tastes.without.map((tag) => `without:${tag}`),
    ...npc.voiceTags.filter((tag) => !tag.startsWith('mood:') && !tag.startsWith('language:')),
  ];
}
