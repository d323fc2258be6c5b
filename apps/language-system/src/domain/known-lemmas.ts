import { notFound } from '@bodybroker/domain';
import { englishLemma } from './english-lemma.js';
import type { Lexicon } from './lexicon.js';

/** The lemmas of English words, which a language must have. @throws DomainError NOT_FOUND LEXEME_NOT_FOUND */
export function knownLemmas(lexicon: Lexicon, words: readonly string[]): readonly string[] {
  return words.map((word) => {
    const { lemma } = englishLemma(word.trim().toLowerCase(), (each) => lexicon.ofLemma(each)?.partOfSpeech);
    if (lexicon.ofLemma(lemma) === undefined) throw notFound('lexeme', word);
    return lemma;
  });
}

/** The words of a text that a language has, each once. */
export function lemmasIn(lexicon: Lexicon, words: readonly string[]): readonly string[] {
  const lemmas = words.map(
    (word) => englishLemma(word.toLowerCase(), (each) => lexicon.ofLemma(each)?.partOfSpeech).lemma,
  );
  return [...new Set(lemmas)].filter((lemma) => lexicon.ofLemma(lemma) !== undefined);
}
