/** What the grammar can answer. */
export const INTENTS = [
  'greet',
  'farewell',
  'trade',
  'haggle',
  'threat',
  'plead',
  'thank',
  'insult',
  'ask',
  'work',
  'secret',
  'accuse',
] as const;
export type Intent = (typeof INTENTS)[number];

/**
 * Words that show an intent, in three ranks: what somebody wants, then that he asks, then mere courtesy. Within a rank most
 * words win, of equals the earlier.
 */
const KEYWORDS: readonly (readonly (readonly [intent: Intent, words: RegExp])[])[] = [
  [
    [
      'threat',
      /\b(?:i(?:'ll| will| can| could| should) (?:kill|hurt|gut|burn|break|cut|end)|or else|last warning|you(?:'ll| will) regret|threaten)/g,
    ],
    ['accuse', /\b(?:you (?:stole|killed|lied|cheated|sold|did it)|thief|liar|murderer|your fault|it was you)\b/g],
    ['insult', /\b(?:fool|idiot|coward|vermin|scum|filth|ugly|pathetic|worthless)\b/g],
    ['plead', /\b(?:beg|mercy|spare (?:me|him|her|us)|help me|have pity)\b/g],
    [
      'haggle',
      /\b(?:too (?:much|dear|expensive)|cheaper|lower (?:it|your|the)|discount|haggle|my offer|best price|half (?:the )?price)\b/g,
    ],
    ['secret', /\b(?:secrets?|between us|whispers?|rumou?rs?|nobody knows)\b/g],
    ['work', /\b(?:work|job|task|errand|contract|quest|hire)s?\b/g],
    ['trade', /\b(?:buy|sell|trade|price|cost|how much|purchase|wares|goods)\b/g],
  ],
  [['ask', /\b(?:what|who|where|when|why|how|which|tell me|do you know|heard)\b|\?/g]],
  [
    ['thank', /\b(?:thanks?|grateful|obliged|cheers)\b/g],
    ['farewell', /\b(?:bye|goodbye|farewell|see you|take care|must go|leaving|good night)\b/g],
    ['greet', /\b(?:hello|hi|hey|greetings|good (?:morning|evening|day|afternoon)|well met)\b/g],
  ],
];

/** Reads no more of a message than this. */
const MAX_READ_LENGTH = 2000;

/** What the message wants, or undefined when no word shows it. */
export function detectIntent(message: string): Intent | undefined {
  const text = message.slice(0, MAX_READ_LENGTH).toLowerCase();
  for (const rank of KEYWORDS) {
    let best: Intent | undefined;
    let most = 0;
    for (const [intent, words] of rank) {
      const count = text.match(words)?.length ?? 0;
      if (count > most) [best, most] = [intent, count];
    }
    if (best !== undefined) return best;
  }
  return undefined;
}

const TOPIC_PATTERNS = [
  /\b(?:tell me (?:more )?(?:about|of)|know (?:anything |something )?(?:about|of)|heard (?:anything )?(?:about|of)|(?:ask|asking|talk|speak) about)\s+([^.?!,;:\n]{2,80})/i,
  /\b(?:what|who|where)(?:'s| is| are| was| were)\s+([^.?!,;:\n]{2,80})/i,
  /\babout\s+([^.?!,;:\n]{2,80})/i,
];
const PRONOUNS = /^(?:it|that|this|them|they|he|she|him|her|you|me|us|i|here|there|going on|up|wrong|yours?)\b/i;

/** What the message asks about, in its own words, at most six; undefined when it does not say. */
export function detectTopic(message: string): string | undefined {
  const text = message.slice(0, MAX_READ_LENGTH);
  for (const pattern of TOPIC_PATTERNS) {
    const topic = pattern.exec(text)?.[1]?.trim().split(/\s+/).slice(0, 6).join(' ');
    if (topic !== undefined && topic.length > 1 && !PRONOUNS.test(topic)) return topic;
  }
  return undefined;
}

const ORGANS =
  /\b(eye|ear|heart|liver|kidney|lung|hand|finger|thumb|tongue|tooth|rib|spleen|stomach|brain|skin|bone|skull|foot|nose|arm|leg|jaw)(?:s|es)?\b/i;

/** The first part of a body the message names, in the singular. */
export function detectOrgan(message: string): string | undefined {
  const text = message
    .slice(0, MAX_READ_LENGTH)
    .replace(/\bteeth\b/gi, 'tooth')
    .replace(/\bfeet\b/gi, 'foot');
  return ORGANS.exec(text)?.[1]?.toLowerCase();
}
