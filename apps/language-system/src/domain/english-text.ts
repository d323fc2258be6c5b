import { englishForm } from './english-form.js';
import { englishLemma, type KnownLemmas } from './english-lemma.js';
import { inCase, isCapital, type Piece, type Rendered } from './piece.js';
import { tokensOf, uncontracted } from './tokens.js';

/** Reads an English text. A word with a large letter that is not known is a name. */
export function readEnglish(text: string, known: KnownLemmas): readonly Piece[] {
  return tokensOf(uncontracted(text)).map(({ kind, text: source }): Piece => {
    if (kind === 'space' || kind === 'mark') return { kind, source };
    if (kind !== 'word') return { kind: 'other', source };
    const { lemma, features } = englishLemma(source.toLowerCase(), known);
    if (isCapital(source) && known(lemma) === undefined) return { kind: 'name', source };
    return { kind: 'word', source, lemma, features, isCapital: isCapital(source) };
  });
}

/** Says pieces in English. */
export function writeEnglish(pieces: readonly Piece[]): Rendered {
  const forms = pieces.map((piece) =>
    piece.kind === 'word' ? inCase(englishForm(piece.lemma, piece.features), piece) : piece.source,
  );
  return { text: forms.join(''), forms };
}
