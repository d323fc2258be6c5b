export const STYLES = ['PLAIN', 'NOIR', 'GOTHIC', 'TERSE'] as const;
export type Style = (typeof STYLES)[number];

/** What a model is told of a style. */
export const STYLE_WORDS: Readonly<Record<Style, string>> = {
  PLAIN: 'plainly, as a clerk would who was there',
  NOIR: 'as a tired broker would, first person, rain on the slates, prices exact',
  GOTHIC: 'slowly and gravely, stone, bells and candle fat, nothing unnamed',
  TERSE: 'in as few words as it takes',
};

/** The words of a beat without a model: as they are, or the first sentence of each paragraph where few words are wanted. */
export function retell(paragraphs: readonly string[], style: Style): string {
  if (style !== 'TERSE') return paragraphs.join('\n\n');
  return paragraphs.map((text) => /^.*?[.?:](?=\s|$)/s.exec(text)?.[0] ?? text).join(' ');
}

/** Pieces that are told one after another; joined they are the text. */
export function wordPieces(text: string): readonly string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}
