import { DomainError, invalidArgument, versionConflict } from '@bodybroker/domain';
import type { Lexeme, Lexicon } from './lexicon.js';
import type { CompilePattern } from './pattern.js';

/** One word in small letters, such as a text can hold. */
const WORD = /^\p{L}[\p{L}\p{M}]*$/u;

/**
 * A word whose form somebody has chosen. A form never changes; what part of speech a word is may, at the version that was seen.
 * @throws DomainError INVALID_ARGUMENT BAD_LEMMA, BAD_FORM; ALREADY_EXISTS FORM_TAKEN, LEXEME_ALREADY_EXISTS; VERSION_CONFLICT
 */
export function chosenLexeme(
  lexicon: Lexicon,
  chosen: Omit<Lexeme, 'version'>,
  compile: CompilePattern,
  expectedVersion: bigint | undefined,
): Lexeme {
  const { lemma, form } = chosen;
  if (!WORD.test(lemma)) throw invalidArgument('lemma', 'must be one word', 'BAD_LEMMA');
  if (!WORD.test(form) || form.length < 2)
    throw invalidArgument('form', 'must be a word of two letters or more', 'BAD_FORM');
  const current = lexicon.ofLemma(lemma);
  const version = BigInt(current?.version ?? 0);
  if (current !== undefined && (expectedVersion ?? 0n) === 0n) {
    throw taken('LEXEME_ALREADY_EXISTS', `"${lemma}" has a form already`, current);
  }
  if (expectedVersion !== undefined && expectedVersion !== version) throw versionConflict(`lexeme ${lemma}`, version);
  if (current !== undefined) {
    if (current.form !== form) throw taken('LEXEME_ALREADY_EXISTS', `the form of "${lemma}" cannot change`, current);
    return { ...chosen, version: current.version + 1 };
  }
  const forbidden = lexicon.language.phonology.forbidden.find((expression) => compile(expression).isIn(form));
  if (forbidden !== undefined) throw invalidArgument('form', `must not match ${forbidden}`, 'BAD_FORM');
  if (!lexicon.isFree(form)) {
    throw taken('FORM_TAKEN', `"${form}" is, or could be taken for, another word`, lexicon.analyse(form)?.lexeme);
  }
  return { ...chosen, version: 1 };
}

function taken(reason: string, message: string, holder: Lexeme | undefined): DomainError {
  const details: Record<string, string> =
    holder === undefined ? {} : { lemma: holder.lemma, form: holder.form, current_version: String(holder.version) };
  return new DomainError('ALREADY_EXISTS', reason, message, { details });
}
