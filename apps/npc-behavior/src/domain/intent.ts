/** What somebody means by a line. */
export const INTENTS = [
  'STATE',
  'GREET',
  'FAREWELL',
  'ASK',
  'TRADE',
  'HAGGLE',
  'THREAT',
  'PLEAD',
  'THANK',
  'INSULT',
  'WORK',
  'SECRET',
  'ACCUSE',
  'CONFESS',
  'PRAISE',
] as const;
export type Intent = (typeof INTENTS)[number];

const KIN = '(?:brother|sister|mother|father|son|daughter|wife|husband|child|children|friend|uncle|aunt|cousin|dog)';
const HARM =
  '(?:sold|killed|cut|carved|gutted|harvested|took|stole|burned|burnt|drowned|buried|boiled|butchered|betrayed|cheated|robbed|poisoned|hanged|murdered)';

/**
 * Words that show an intent, in ranks: what is done to another, what is wanted, that something is asked, and mere courtesy.
 * The first rank with a match decides; within it most matches, of equals the earlier.
 */
const RANKS: readonly (readonly (readonly [Intent, RegExp])[])[] = [
  [
    [
      'THREAT',
      /\b(?:i(?:'ll| will| can| could| should|'m going to) (?:kill|hurt|gut|burn|break|cut|end|bury|hang|report) (?:you|your)|or else|last warning|you(?:'ll| will) regret|watch your back|threaten)/g,
    ],
    [
      'CONFESS',
      new RegExp(
        `\\b(?:i(?:'ve| have)? (?:just )?${HARM} (?:your|his|her|their|the|a|my|one of|him|her|them|you)\\b|i confess|it was me\\b|i did it\\b|forgive me,? i\\b)`,
        'g',
      ),
    ],
    [
      'ACCUSE',
      new RegExp(
        `\\b(?:you(?:'ve| have)? (?:${HARM}|lied|did it)|thief|liar|murderer|your fault|it was you|you are lying|you(?:'re) lying)\\b`,
        'g',
      ),
    ],
    [
      'INSULT',
      /\b(?:fool|idiot|coward|vermin|scum|filth|filthy|ugly|pathetic|worthless|stupid|rat|swine|pig|hate you|go to hell|damn you|rot in)\b/g,
    ],
    ['PLEAD', /\b(?:i beg|beg you|mercy|spare (?:me|him|her|us)|help me|have pity)\b/g],
  ],
  [
    [
      'HAGGLE',
      /\b(?:too (?:much|dear|expensive)|cheaper|lower (?:it|your|the)|discount|haggle|my offer|best price|half (?:the )?price)\b/g,
    ],
    ['SECRET', /\b(?:secrets?|between us|whispers?|rumou?rs?|nobody knows)\b/g],
    ['WORK', /\b(?:work|jobs?|tasks?|errands?|contracts?|quests?|hire)\b/g],
    ['TRADE', /\b(?:buy|sell|trade|price|cost|how much|purchase|wares|goods)\b/g],
  ],
  [['ASK', /\b(?:what|who|where|when|why|how|which|tell me|do you know|heard)\b|\?/g]],
  [
    [
      'PRAISE',
      /\b(?:you(?:'re| are| look| have| did| do)?(?: a| an| so| very| really| been)* (?:kind|good|wise|brave|generous|beautiful|fine|lovely|clever|wonderful|great|well|skilled|honest|gentle|remarkable)|well done|admire you|trust you|like you|love|glad (?:of|to see) you|bless you|fine work|good work)\b/g,
    ],
    ['THANK', /\b(?:thanks?|thank you|grateful|obliged|cheers)\b/g],
    ['FAREWELL', /\b(?:bye|goodbye|farewell|see you|take care|must go|leaving|good night)\b/g],
    ['GREET', /\b(?:hello|hi|hey|greetings|good (?:morning|evening|day|afternoon)|well met)\b/g],
  ],
];

/** What a line means; STATE when no word of it shows anything. */
export function intentOf(line: string): Intent {
  const text = plain(line);
  for (const rank of RANKS) {
    let best: Intent | undefined;
    let most = 0;
    for (const [intent, words] of rank) {
      const count = text.match(words)?.length ?? 0;
      if (count > most) [best, most] = [intent, count];
    }
    if (best !== undefined) return best;
  }
  return 'STATE';
}

const KIN_HARM = new RegExp(`\\b${HARM}\\b[^.?!]{0,40}\\b(?:your|his|her)\\s+${KIN}`);

/** Whether a line tells of harm to somebody's own people. */
export function tellsOfKinHarm(line: string): boolean {
  return KIN_HARM.test(plain(line));
}

/** Small letters, with the typewriter's apostrophe. */
function plain(line: string): string {
  return line.toLowerCase().replace(/[‘’`´]/g, "'");
}
