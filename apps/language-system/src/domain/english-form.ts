import { IRREGULAR_PASTS, IRREGULAR_PLURALS } from './english-irregulars.js';
import type { Feature } from './language.js';

/** What stands for a base alone, where the base is not what one says. */
const PLAIN: Readonly<Record<string, string>> = { be: 'is' };

/** A lemma with features, as English says it: the reverse of englishLemma. */
export function englishForm(lemma: string, features: readonly Feature[]): string {
  if (features.length === 0) return Object.hasOwn(PLAIN, lemma) ? (PLAIN[lemma] ?? lemma) : lemma;
  let form = lemma;
  if (features.includes('AGENT')) form = ended(form, 'er');
  if (features.includes('PAST')) form = pastOf(form);
  if (features.includes('PLURAL')) form = pluralOf(form);
  if (features.includes('POSSESSIVE')) form += form.endsWith('s') ? '’' : '’s';
  return form;
}

function pastOf(lemma: string): string {
  return IRREGULAR_PASTS.get(lemma) ?? ended(lemma, 'ed');
}

function pluralOf(lemma: string): string {
  const irregular = IRREGULAR_PLURALS.get(lemma);
  if (irregular !== undefined) return irregular;
  if (/[^aeiou]y$/.test(lemma)) return `${lemma.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(lemma) ? `${lemma}es` : `${lemma}s`;
}

function ended(lemma: string, ending: string): string {
  if (lemma.endsWith('e')) return lemma + ending.slice(1);
  if (/[^aeiou]y$/.test(lemma)) return `${lemma.slice(0, -1)}i${ending}`;
  // One short vowel before one consonant: the consonant is doubled.
  return /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(lemma) ? lemma + lemma.slice(-1) + ending : lemma + ending;
}
