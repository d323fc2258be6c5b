import { englishForm } from './english-form.js';
import { isMark } from './foreign-text.js';
import type { Lexicon } from './lexicon.js';
import { inCase, isCapital } from './piece.js';
import { tokensOf } from './tokens.js';

/** A text as somebody understands it. */
export interface Understood {
  /** Words that are understood in English, the others as they are. */
  readonly text: string;
  /** 0 to 1, of the words that English has as well. */
  readonly ratio: number;
}

/** Shows the words of a text in English that are understood. They stay where they stand: the order is the language's. */
export function comprehendText(text: string, lexicon: Lexicon, isUnderstood: (lemma: string) => boolean): Understood {
  let words = 0;
  let understood = 0;
  const shown = tokensOf(text).map(({ kind, text: source }) => {
    if (kind !== 'word') return source;
    const found = lexicon.analyse(source.toLowerCase());
    if (found !== undefined && isMark(found.lexeme.lemma)) return source;
    words += 1;
    if (found === undefined || !isUnderstood(found.lexeme.lemma)) return source;
    understood += 1;
    return inCase(englishForm(found.lexeme.lemma, found.features), { isCapital: isCapital(source) });
  });
  return { text: shown.join(''), ratio: words === 0 ? 0 : understood / words };
}
