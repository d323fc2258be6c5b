import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { loadTongues, type ShippedTongues } from '../src/content/load-tongues.js';
import { OBJECT_MARK, SUBJECT_MARK } from '../src/domain/foreign-text.js';
import type { Language } from '../src/domain/language.js';
import { Lexicon } from '../src/domain/lexicon.js';
import { makeWords } from '../src/domain/make-words.js';
import type { CompilePattern } from '../src/domain/pattern.js';
import { loadPatterns } from '../src/patterns/load-patterns.js';

/** What ships, with the lexicon each language begins with. */
export interface TestTongues extends ShippedTongues {
  readonly compile: CompilePattern;
  lexiconOf(language: Language): Lexicon;
}

export async function shippedTongues(): Promise<TestTongues> {
  const compile = await loadPatterns();
  const shipped = loadTongues(new ContentFolder(join(__dirname, '../content/')), 'seed', compile);
  const marks = [OBJECT_MARK, SUBJECT_MARK].map((lemma) => ({ lemma, partOfSpeech: 'FUNCTION' as const }));
  const lexiconOf = (language: Language): Lexicon => {
    const parent = shipped.languages.find(({ id }) => id === language.parentId);
    const words = makeWords(
      new Lexicon(language, []),
      [...shipped.core, ...marks],
      compile,
      parent === undefined ? undefined : lexiconOf(parent),
    );
    return new Lexicon(language, words);
  };
  return { ...shipped, compile, lexiconOf };
}
