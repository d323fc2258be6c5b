/** A piece of a text: a word, or anything that passes through as it is. */
export interface Token {
  readonly kind: 'word' | 'slot' | 'number' | 'space' | 'mark';
  readonly text: string;
}

const TOKEN =
  /(?<slot>\{[^{}]*\})|(?<number>\p{N}[\p{N}.,:]*\p{N}|\p{N})|(?<word>\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*(?:(?<=s)['’](?!\p{L}))?)|(?<space>\s+)|(?<mark>[^\s\p{L}\p{N}{]+|\{)/gu;

/** The pieces of a text; joined they are the text again. */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: found, groups = {} }) => {
    const kind = (['slot', 'number', 'word', 'space'] as const).find((each) => groups[each] !== undefined);
    return { kind: kind ?? 'mark', text: found };
  });
}

/** What English writes as one word and means as two. */
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan['’]t\b/giu, 'can not'],
  [/\bwon['’]t\b/giu, 'will not'],
  [/\bcannot\b/giu, 'can not'],
  [/n['’]t\b/giu, ' not'],
  [/['’]ll\b/giu, ' will'],
  [/['’]re\b/giu, ' are'],
  [/['’]ve\b/giu, ' have'],
  [/['’]m\b/giu, ' am'],
  [/\b(it|he|she|that|what|who|there|here)['’]s\b/giu, '$1 is'],
];

/** An English text with its contractions taken apart. */
export function uncontracted(text: string): string {
  return CONTRACTIONS.reduce((whole, [contracted, apart]) => whole.replace(contracted, apart), text);
}
