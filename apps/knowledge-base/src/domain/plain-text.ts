/** Markdown as it is read aloud: paragraphs of plain text, in their order. Lists and headings are paragraphs too. */
export function paragraphsOf(markdown: string): readonly string[] {
  return markdown
    .replace(/\r\n?/g, '\n')
    .replace(/^```.*$/gm, '')
    .replace(/^#{1,6} +(.*)$/gm, '\n$1\n')
    .split(/\n(?:[ \t]*\n)+/)
    .map(plainText)
    .filter((paragraph) => paragraph !== '');
}

function plainText(markdown: string): string {
  return markdown
    .replace(/^\s{0,3}(?:>|[-*+]|\d{1,3}\.) +/gm, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/(\*\*|__|[*`~])(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .trim();
}
