import { PartOfSpeech, type Lexeme as LexemeMessage } from '@bodybroker/contracts-language-system';
import type { Lexeme } from '../domain/lexicon.js';

/** A word as the wire has it. */
export function toLexemeMessage(languageId: string, { lemma, form, partOfSpeech, version }: Lexeme): LexemeMessage {
  return { languageId, lemma, form, partOfSpeech: PartOfSpeech[partOfSpeech], version: BigInt(version) };
}
