import { IRREGULAR_FORMS } from './english-irregulars.js';
import type { Feature } from './language.js';
import type { PartOfSpeech } from './part-of-speech.js';

/** An English word, understood. */
export interface EnglishWord {
  readonly lemma: string;
  readonly features: readonly Feature[];
}

/** What is known of a lemma: its part of speech, undefined when it is not known at all. */
export type KnownLemmas = (lemma: string) => PartOfSpeech | undefined;

/**
 * The lemma of an English word in small letters, with what was done to it. Irregular forms by a table, regular ones by taking
 * endings off until a known lemma is left; of unknown words only the plural and the possessive are understood.
 */
export function englishLemma(word: string, known: KnownLemmas): EnglishWord {
  const possessive = /^(.+?)['’]s?$/u.exec(word)?.[1];
  if (possessive !== undefined) {
    const { lemma, features } = englishLemma(possessive, known);
    return { lemma, features: [...features, 'POSSESSIVE'] };
  }
  const irregular = IRREGULAR_FORMS.get(word);
  if (irregular !== undefined) {
    return { lemma: irregular.lemma, features: irregular.feature === undefined ? [] : [irregular.feature] };
  }
  if (known(word) !== undefined) return { lemma: word, features: [] };
  for (const { lemma, feature, only } of candidates(word)) {
    const part = known(lemma);
    if (part === undefined || (only !== undefined && part !== only)) continue;
    // He counts: a verb with -s is not many of it.
    const isPlain = feature === undefined || (feature === 'PLURAL' && part === 'VERB');
    return { lemma, features: isPlain ? [] : [feature] };
  }
  const agents = /^(.+)s$/.exec(word)?.[1];
  const one = agents === undefined ? undefined : englishLemma(agents, known);
  if (one !== undefined && one.features.includes('AGENT')) return { lemma: one.lemma, features: ['AGENT', 'PLURAL'] };
  if (/[^suiy]s$/.test(word) && word.length > 3) {
    const [{ lemma } = { lemma: word }] = singulars(word);
    return { lemma, features: ['PLURAL'] };
  }
  return { lemma: word, features: [] };
}

interface Candidate {
  readonly lemma: string;
  readonly feature: Feature | undefined;
  /** What the lemma must be. */
  readonly only?: PartOfSpeech;
}

function candidates(word: string): readonly Candidate[] {
  return [
    ...singulars(word),
    ...stems(word, 'ed').map((lemma): Candidate => ({ lemma, feature: 'PAST', only: 'VERB' })),
    ...stems(word, 'ed').map((lemma): Candidate => ({ lemma, feature: 'PAST', only: 'NOUN' })),
    ...stems(word, 'ing').map((lemma): Candidate => ({ lemma, feature: undefined, only: 'VERB' })),
    ...stems(word, 'er').map((lemma): Candidate => ({ lemma, feature: 'AGENT', only: 'VERB' })),
    ...['er', 'est'].flatMap((ending) =>
      stems(word, ending).map((lemma): Candidate => ({ lemma, feature: undefined, only: 'ADJECTIVE' })),
    ),
  ];
}

function singulars(word: string): readonly Candidate[] {
  if (!word.endsWith('s') || word.endsWith('ss')) return [];
  const feature = 'PLURAL';
  const lemmas = [word.slice(0, -1)];
  if (/(?:s|x|z|ch|sh|o)es$/.test(word)) lemmas.unshift(word.slice(0, -2));
  if (word.endsWith('ies')) lemmas.unshift(`${word.slice(0, -3)}y`);
  return lemmas.map((lemma) => ({ lemma, feature }));
}

/** What a word may have been before an ending: as it is, with a doubled letter single, with -e, with -y. */
function stems(word: string, ending: string): readonly string[] {
  if (!word.endsWith(ending)) return [];
  const stem = word.slice(0, -ending.length);
  if (stem.length < 2) return [];
  return [
    stem,
    `${stem}e`,
    ...(/([^aeiou])\1$/.test(stem) ? [stem.slice(0, -1)] : []),
    ...(stem.endsWith('i') ? [`${stem.slice(0, -1)}y`] : []),
  ];
}
