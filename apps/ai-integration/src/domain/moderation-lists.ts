export const MODERATION_CATEGORIES = [
  'HATE',
  'SEXUAL',
  'SELF_HARM',
  'HARASSMENT',
  'PERSONAL_DATA',
  'GORE',
  'PHOBIA',
] as const;
export type ModerationCategory = (typeof MODERATION_CATEGORIES)[number];

/**
 * Words and phrases by category, in small letters; a trailing `*` stands for any ending, a space for any gap. The trade of
 * this game is gruesome by nature: GORE and PHOBIA are asked for by policies that serve players who do not want them.
 */
export const MODERATION_TERMS: Readonly<Record<Exclude<ModerationCategory, 'PERSONAL_DATA'>, readonly string[]>> = {
  HATE: [
    'subhuman*',
    'untermensch*',
    'ethnic cleansing',
    'master race',
    'racial purity',
    'gas the',
    'white power',
    'heil hitler',
  ],
  SEXUAL: [
    'porn*',
    'rape',
    'raped',
    'raping',
    'rapist*',
    'blowjob*',
    'cumshot*',
    'dildo*',
    'masturbat*',
    'orgasm*',
    'hentai',
    'incest*',
    'nudes',
  ],
  SELF_HARM: [
    'kill myself',
    'killing myself',
    'end my life',
    'suicid*',
    'cut myself',
    'cutting myself',
    'hurt myself',
    'hang myself',
    'self harm*',
    'want to die',
  ],
  HARASSMENT: [
    'kill yourself',
    'kys',
    'go die',
    'i will find you',
    'i know where you live',
    'fuck you',
    'fuck off',
    'cunt*',
    'bitch*',
    'whore*',
    'retard*',
  ],
  GORE: [
    'gore',
    'gory',
    'blood*',
    'bleed*',
    'entrail*',
    'viscera*',
    'disembowel*',
    'flay*',
    'dismember*',
    'guts',
    'intestine*',
    'sever*ed',
    'amputat*',
    'carcass*',
  ],
  PHOBIA: [
    'needle*',
    'syringe*',
    'spider*',
    'maggot*',
    'eyeball*',
    'insect*',
    'centipede*',
    'cockroach*',
    'buried alive',
    'leech*',
    'clown*',
  ],
};

/** Patterns of things that point at a real person: e-mail addresses, long card-like numbers, telephone numbers, IPv4 addresses. */
export const PERSONAL_DATA_PATTERNS: readonly RegExp[] = [
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu,
  /(?<![\p{N}])(?:\d[ -]?){12,18}\d(?![\p{N}])/gu,
  /(?<![\p{L}\p{N}])\+\d{1,3}[ .-]?(?:\(?\d{2,4}\)?[ .-]?){2,4}\d{2,4}(?![\p{N}])/gu,
  /(?<![\p{N}.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\p{N})/gu,
];
