/** What a word is in a sentence. */
export const PARTS_OF_SPEECH = ['NOUN', 'VERB', 'ADJECTIVE', 'ADVERB', 'PRONOUN', 'NUMBER', 'FUNCTION'] as const;
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

/** Whether a word says something by itself, beside holding others together. */
export function isContent(part: PartOfSpeech): boolean {
  return part !== 'FUNCTION' && part !== 'PRONOUN';
}
