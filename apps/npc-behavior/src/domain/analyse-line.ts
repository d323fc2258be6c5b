import { intentOf, tellsOfKinHarm, type Intent } from './intent.js';
import { sentimentOf, type WordValues } from './sentiment.js';
import type { TopicFinder } from './topics.js';

/** What the rules make of a line. */
export interface LineAnalysis {
  readonly intent: Intent;
  /** -1 to 1. */
  readonly sentiment: number;
  readonly topics: readonly string[];
  /** What it asks about, in its own words. */
  readonly topicPhrase: string | undefined;
  readonly isKinHarm: boolean;
}

/** Intents that colour the feeling of a line whose words carry none. */
const COLOUR: Readonly<Partial<Record<Intent, number>>> = {
  THREAT: -0.6,
  INSULT: -0.6,
  ACCUSE: -0.4,
  CONFESS: -0.3,
  PRAISE: 0.5,
  THANK: 0.4,
  GREET: 0.1,
};
const KIN_HARM_FEELING = -0.8;

/** Reads a line: no model is asked. */
export function analyseLine(
  line: string,
  by: { readonly words: WordValues; readonly topics: TopicFinder },
): LineAnalysis {
  const { all, phrase } = by.topics.find(line);
  const feeling = sentimentOf(line, by.words);
  const kinHarm = tellsOfKinHarm(line);
  const intent = kinHarm && intentOf(line) !== 'THREAT' ? 'CONFESS' : lean(intentOf(line), feeling);
  const colour = kinHarm ? KIN_HARM_FEELING : (COLOUR[intent] ?? 0);
  const sentiment = colour < 0 ? Math.min(feeling, colour) : Math.max(feeling, colour);
  return { intent, sentiment, topics: all, topicPhrase: phrase, isKinHarm: kinHarm };
}

const KIND = 0.4;

/** A plain statement that is plainly kind is praise. */
function lean(intent: Intent, feeling: number): Intent {
  return intent === 'STATE' && feeling >= KIND ? 'PRAISE' : intent;
}
