/** Splits prose after `.`, `!`, `?` or `…` (and closing quotes) where white space follows. */
export function splitSentences(text: string): readonly string[] {
  return text
    .trim()
    .split(/(?<=[.!?…]["'”’)]*)\s+/u)
    .filter((sentence) => sentence !== '');
}

/** Words are what white space separates. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
