/** Splits prose after `.`, `!`, `?` or `…` (and closing quotes) where white space follows. Joined by spaces it is the tidy text again. */
export function splitSentences(text: string): string[] {
  return text
    .trim()
    .split(/(?<=[.!?…]["'”’)]*)\s+/u)
    .filter((sentence) => sentence !== '');
}

/** Words are what white space separates. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

/** Single spaces, none before a mark, a capital at each sentence's start, and no sentence twice. */
export function tidyText(text: string): string {
  const spaced = text.replace(/\s+/g, ' ').replace(/ +([,.;:!?…])/gu, '$1');
  const seen = new Set<string>();
  const sentences: string[] = [];
  for (const sentence of splitSentences(spaced)) {
    const capital = sentence.replace(
      /^(["'“‘(]*)(\p{Ll})/u,
      (_, quotes: string, letter: string) => quotes + letter.toUpperCase(),
    );
    if (!seen.has(capital)) sentences.push(capital);
    seen.add(capital);
  }
  return sentences.join(' ');
}
