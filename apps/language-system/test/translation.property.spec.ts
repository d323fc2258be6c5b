import fc from 'fast-check';
import { readEnglish, writeEnglish } from '../src/domain/english-text.js';
import { englishForm } from '../src/domain/english-form.js';
import { englishLemma } from '../src/domain/english-lemma.js';
import { readForeign, writeForeign } from '../src/domain/foreign-text.js';
import { COMBINATIONS, inflect } from '../src/domain/inflect.js';
import { WORD_ORDERS, type Feature } from '../src/domain/language.js';
import { Lexicon } from '../src/domain/lexicon.js';
import type { Piece } from '../src/domain/piece.js';
import { shippedTongues, type TestTongues } from './shipped-tongues.js';

const lemmasOf = (pieces: readonly Piece[]): readonly string[] =>
  pieces.flatMap((piece) => (piece.kind === 'word' ? [piece.lemma] : []));

describe('translation', () => {
  let tongues: TestTongues;
  let lexicons: readonly Lexicon[];
  beforeAll(async () => {
    tongues = await shippedTongues();
    lexicons = tongues.languages.map((language) => tongues.lexiconOf(language));
  });

  /** A text of core words, changed as English changes them, with marks, numbers and names between. */
  const text = () => {
    const word = fc.constantFrom(...tongues.core).chain(({ lemma, partOfSpeech }) => {
      const features: readonly (readonly Feature[])[] =
        partOfSpeech === 'NOUN' ? [[], ['PLURAL'], ['POSSESSIVE']] : partOfSpeech === 'VERB' ? [[], ['PAST']] : [[]];
      return fc.constantFrom(...features).map((each) => englishForm(lemma, each));
    });
    const capital = word.map((each) => each.charAt(0).toUpperCase() + each.slice(1));
    const other = fc.constantFrom('12', '{name}', 'Xyzzy', '3.50');
    const item = fc.oneof(
      { weight: 12, arbitrary: word },
      { weight: 1, arbitrary: capital },
      { weight: 1, arbitrary: other },
    );
    const separator = fc.oneof(
      { weight: 8, arbitrary: fc.constant(' ') },
      { weight: 2, arbitrary: fc.constantFrom(', ', '. ') },
    );
    return fc
      .array(fc.tuple(item, separator), { minLength: 1, maxLength: 24 })
      .map((items) => items.flat().join('').trim());
  };

  it('gives back the same lemmas in order, in every word order', () => {
    fc.assert(
      fc.property(
        text(),
        fc.constantFrom(...lexicons),
        fc.constantFrom(...WORD_ORDERS),
        (english, shipped, wordOrder) => {
          const lexicon = new Lexicon({ ...shipped.language, wordOrder }, shipped.lexemes);
          const pieces = readEnglish(english, (lemma) => lexicon.ofLemma(lemma)?.partOfSpeech);
          const { text: there } = writeForeign(pieces, lexicon);
          const back = readForeign(there, lexicon);
          expect(lemmasOf(back)).toEqual(lemmasOf(pieces));
          // And once more from the English that comes out.
          const again = readEnglish(writeEnglish(back).text, (lemma) => lexicon.ofLemma(lemma)?.partOfSpeech);
          expect(lemmasOf(again)).toEqual(lemmasOf(pieces));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('tells every changed form of every core word from all others', () => {
    for (const lexicon of lexicons) {
      const seen = new Map<string, string>();
      for (const { lemma, form } of lexicon.lexemes) {
        for (const features of [[], ...COMBINATIONS]) {
          const changed = inflect(form, features, lexicon.language.morphology);
          const name = `${lemma} ${features.join()}`;
          expect(seen.get(changed)).toBeUndefined();
          seen.set(changed, name);
          expect(lexicon.analyse(changed)).toMatchObject({ lexeme: { lemma } });
        }
      }
    }
  });

  it('lets a child’s words come from its parent’s', () => {
    const [old, , cant] = lexicons;
    const inherited = tongues.core.filter(({ lemma }) => {
      const [parent = '', child = ''] = [old?.ofLemma(lemma)?.form, cant?.ofLemma(lemma)?.form];
      return tongues.compile(`^.?${child.slice(0, 2)}`).isIn(parent.replaceAll('v', 'w').replaceAll('g', 'j'));
    });
    expect(inherited.length).toBeGreaterThan(100);
  });
});

describe('English words', () => {
  it.each([
    ['bones', 'bone', 'PLURAL'],
    ['bodies', 'body', 'PLURAL'],
    ['knives', 'knife', 'PLURAL'],
    ['teeth', 'tooth', 'PLURAL'],
    ['buried', 'bury', 'PAST'],
    ['sold', 'sell', 'PAST'],
    ['begged', 'beg', 'PAST'],
    ['used', 'use', 'PAST'],
    ['weighs', 'weigh', ''],
    ['counting', 'count', ''],
    ['reader', 'read', 'AGENT'],
    ['buyers', 'buy', 'AGENT,PLURAL'],
    ['clerk’s', 'clerk', 'POSSESSIVE'],
    ["men's", 'man', 'PLURAL,POSSESSIVE'],
    ['colder', 'cold', ''],
    ['is', 'be', ''],
    ['was', 'be', 'PAST'],
    ['lanterns', 'lantern', 'PLURAL'],
    ['glass', 'glass', ''],
  ])('understands %s', async (word, lemma, features) => {
    const { core } = await shippedTongues();
    const parts = new Map(core.map((each) => [each.lemma, each.partOfSpeech]));
    const understood = englishLemma(word, (each) => parts.get(each));
    expect({ ...understood, features: understood.features.join() }).toEqual({ lemma, features });
  });
});
