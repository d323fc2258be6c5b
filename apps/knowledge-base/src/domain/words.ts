const WORD = /[\p{L}\p{N}\p{M}]+(?:['’]\p{L}+)*/gu;
const MARKS = /\p{M}+/gu;

/** A word of a text and where it stands. */
export interface PlacedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Lower case, without accents and possessive endings: the same for how a word may be typed. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/['’]s?$/u, '')
    .replace(/['’]/gu, '');
}

/** The words of a text, folded, with their places. */
export function placedWords(text: string): readonly PlacedWord[] {
  return [...text.matchAll(WORD)].map(({ 0: found, index }) => ({
    word: foldWord(found),
    start: index,
    end: index + found.length,
  }));
}

/** The words of a text, folded. */
export function wordsOf(text: string): readonly string[] {
  return placedWords(text).map(({ word }) => word);
}

/** English words that say nothing about what a text is about. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about after all am an and any are as at be been before being but by can could did do does down for from had has have he her ' +
    'hers him his how i if in into is it its just know me more most my no nor not of off on once one only or other our out over own ' +
    'say says she should so some such tell than that the their them then there these they this those to too under until up us very ' +
    'was we were what when where which while who whom why will with would you your'
  ).split(' '),
);

/** The words of a query that are looked for: all of them when every one is a stop word. Each once. */
export function queryWords(query: string): readonly string[] {
  const words = [...new Set(wordsOf(query))].filter((word) => word !== '');
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return telling.length === 0 ? words : telling;
}

/** Whether a word is worth suggesting. */
export function isTelling(word: string): boolean {
  return word.length > 1 && !STOP_WORDS.has(word) && !/^\p{N}+$/u.test(word);
}
