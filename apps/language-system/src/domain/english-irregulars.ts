/** Verbs whose past is not made with -ed: base, past, and participle where it is another word. */
const VERBS = `
be was been; be were; be am; be is; be are; be being; have had; have has; do did done; do does; go went gone; go goes; say said; get got
gotten; make made; know knew known; take took taken; see saw seen; come came; give gave given; find found; tell told; feel felt; leave left;
keep kept; let let; begin began begun; show showed shown; hear heard; run ran; hold held; bring brought; write wrote written; sit sat;
stand stood; lose lost; pay paid; meet met; learn learned; lead led; understand understood; speak spoke spoken; read read; spend spent;
grow grew grown; win won; teach taught; buy bought; die died; send sent; build built; fall fell fallen; cut cut; become became; think
thought; mean meant; sleep slept; wake woke woken; eat ate eaten; drink drank drunk; sew sewed sewn; owe owed; lend lent; steal stole
stolen; hide hid hidden; seek sought; swear swore sworn; break broke broken; bind bound; bleed bled; bite bit bitten; hang hung; throw
threw thrown; catch caught; ride rode ridden; rise rose risen; shut shut; smell smelt; feed fed; hurt hurt; knit knit; sell sold; put put;
draw drew drawn; sing sang sung; swim swam swum; sink sank sunk; dig dug; forget forgot forgotten; forgive forgave forgiven; fight fought;
strike struck stricken; choose chose chosen; tear tore torn; wear wore worn; deal dealt; set set; cast cast; burst burst; cost cost; lie lay
lain; lie lying; lay laid; light lit; shine shone; shake shook shaken; stick stuck; sting stung; spin spun; sweep swept; weep wept; creep
crept; kneel knelt; flee fled; fly flew flown; freeze froze frozen; drive drove driven; blow blew blown; tread trod trodden; die dying;
`;

/** Nouns whose plural is not made with -s. */
const NOUNS = `
man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice; louse lice; ox oxen; knife knives; wife wives; life
lives; leaf leaves; wolf wolves; loaf loaves; thief thieves; half halves; shelf shelves; calf calves; sheep sheep; fish fish; eel eels
`;

const rows = (table: string): readonly (readonly string[])[] =>
  table
    .split(';')
    .map((row) => row.trim().split(/\s+/))
    .filter(([base]) => base !== undefined && base !== '');

/** Forms that say no more than their base does. */
const PRESENT = new Set(['am', 'is', 'are', 'has', 'does', 'goes', 'being', 'lying', 'dying']);

/** An irregular form: what it is a form of, and whether it is the past, or the plural. */
export interface Irregular {
  readonly lemma: string;
  readonly feature: 'PAST' | 'PLURAL' | undefined;
}

/** What each irregular form stands for. Of two bases of one form the first counts. */
export const IRREGULAR_FORMS: ReadonlyMap<string, Irregular> = new Map(
  [
    ...rows(VERBS).flatMap(([lemma = '', ...forms]) =>
      forms.map((form): [string, Irregular] => [form, { lemma, feature: PRESENT.has(form) ? undefined : 'PAST' }]),
    ),
    ...rows(NOUNS).flatMap(([lemma = '', form = '']): [string, Irregular][] => [[form, { lemma, feature: 'PLURAL' }]]),
  ]
    .filter(([form, { lemma }]) => form !== lemma)
    .reverse(),
);

/** The irregular past of each verb: its first one. */
export const IRREGULAR_PASTS: ReadonlyMap<string, string> = new Map(
  rows(VERBS)
    .filter(([, past = '']) => !PRESENT.has(past))
    .map(([lemma = '', past = '']): [string, string] => [lemma, past])
    .reverse(),
);

/** The irregular plural of each noun. */
export const IRREGULAR_PLURALS: ReadonlyMap<string, string> = new Map(
  rows(NOUNS).map(([lemma = '', plural = '']): [string, string] => [lemma, plural]),
);
