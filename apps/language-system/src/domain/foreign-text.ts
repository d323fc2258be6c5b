import { clausesOf, JOINING } from './clauses.js';
import { inflect } from './inflect.js';
import type { Lexeme, Lexicon } from './lexicon.js';
import { inCase, isCapital, type Piece, type Rendered, type WordPiece } from './piece.js';
import { tokensOf } from './tokens.js';
import { inOrder, outOfOrder, type ClauseRole } from './word-order.js';

/** Words of every language that no English word stands for: they tell where object and subject begin. */
export const OBJECT_MARK = 'object-mark';
export const SUBJECT_MARK = 'subject-mark';

/** Whether a lemma is one of the marks. */
export function isMark(lemma: string): boolean {
  return lemma === OBJECT_MARK || lemma === SUBJECT_MARK;
}

/** Reads a text of a language, in the order of English. */
export function readForeign(text: string, lexicon: Lexicon): readonly Piece[] {
  const pieces = tokensOf(text).map(({ kind, text: source }): Piece => {
    if (kind === 'space' || kind === 'mark') return { kind, source };
    if (kind !== 'word') return { kind: 'other', source };
    const found = lexicon.analyse(source.toLowerCase());
    if (found === undefined) return { kind: isCapital(source) ? 'name' : 'unknown', source };
    return {
      kind: 'word',
      source,
      lemma: found.lexeme.lemma,
      features: found.features,
      isCapital: isCapital(source),
    };
  });
  return rearranged(pieces, (items) => {
    const parts = outOfOrder(items, (item) => roleOf(item, lexicon));
    return parts && [...parts.subject, parts.verb, ...parts.object];
  });
}

/** Says pieces in a language. Words it has not stand as they were. */
export function writeForeign(pieces: readonly Piece[], lexicon: Lexicon): Rendered {
  const { wordOrder, morphology } = lexicon.language;
  const formOf = (piece: Piece): string => {
    const lexeme = piece.kind === 'word' ? lexicon.ofLemma(piece.lemma) : undefined;
    if (piece.kind !== 'word' || lexeme === undefined) return piece.source;
    return inCase(inflect(lexeme.form, piece.features, morphology), piece);
  };
  const ordered = rearranged(pieces, (items) => {
    const verbs = items.filter((item) => roleOf(item, lexicon) === 'verb');
    const [verb] = verbs;
    const at = verb === undefined ? -1 : items.indexOf(verb);
    if (verb === undefined || verbs.length > 1 || at === 0 || at === items.length - 1) return undefined;
    const parts = { subject: items.slice(0, at), verb, object: items.slice(at + 1) };
    return inOrder(parts, wordOrder, { object: mark(OBJECT_MARK), subject: mark(SUBJECT_MARK) });
  });
  return { text: ordered.map(formOf).join(''), forms: pieces.map(formOf) };
}

function mark(lemma: string): Piece {
  return { kind: 'word', source: '', lemma, features: [], isCapital: false };
}

function roleOf(piece: Piece, lexicon: Lexicon): ClauseRole {
  if (piece.kind !== 'word') return 'word';
  if (piece.lemma === OBJECT_MARK) return 'object-mark';
  if (piece.lemma === SUBJECT_MARK) return 'subject-mark';
  const lexeme: Lexeme | undefined = lexicon.ofLemma(piece.lemma);
  return lexeme?.partOfSpeech === 'VERB' && !piece.features.includes('AGENT') ? 'verb' : 'word';
}

/** Pieces with the words of each clause in another order, where `reorder` gives one. */
function rearranged(
  pieces: readonly Piece[],
  reorder: (items: readonly Piece[]) => readonly Piece[] | undefined,
): readonly Piece[] {
  let beginsSentence = true;
  return clausesOf(pieces, isBoundary).flatMap(({ isClause, items }): readonly Piece[] => {
    if (!isClause) {
      beginsSentence = items.some(({ kind, source }) => kind === 'mark' && /[.!?…]/u.test(source));
      return items;
    }
    const words = items.filter(({ kind }) => kind !== 'space');
    const reordered = reorder(words);
    if (reordered === undefined) return items;
    const cased = beginsSentence ? withCapitalFirst(reordered, words[0]) : reordered;
    const [before] = items;
    const after = items.at(-1);
    return [
      ...(before?.kind === 'space' ? [before] : []),
      ...cased.flatMap((piece, at): readonly Piece[] => (at === 0 ? [piece] : [SPACE, piece])),
      ...(after?.kind === 'space' ? [after] : []),
    ];
  });
}

const SPACE: Piece = { kind: 'space', source: ' ' };

/** The large letter of a sentence's first word goes to the word that is first now. */
function withCapitalFirst(reordered: readonly Piece[], first: Piece | undefined): readonly Piece[] {
  if (first?.kind !== 'word' || !first.isCapital) return reordered;
  return reordered.map((piece, at): Piece => {
    if (piece.kind !== 'word') return piece;
    if (at === 0) return { ...piece, isCapital: true } satisfies WordPiece;
    return piece === first ? { ...piece, isCapital: false } : piece;
  });
}

function isBoundary(piece: Piece): boolean {
  return piece.kind === 'mark' || (piece.kind === 'word' && JOINING.has(piece.lemma));
}
