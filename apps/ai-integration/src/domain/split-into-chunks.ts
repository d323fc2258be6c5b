/**
 * The pieces a text is streamed in: each word with the white space before it, so that joined they are the text exactly.
 * White space at the end belongs to the last piece; an empty text has no pieces.
 */
export function splitIntoChunks(text: string): readonly string[] {
  const pieces = text.match(/\s*\S+/gu) ?? [];
  const rest = text.slice(pieces.reduce((length, piece) => length + piece.length, 0));
  if (rest === '') return pieces;
  const last = pieces.at(-1);
  return last === undefined ? [rest] : [...pieces.slice(0, -1), last + rest];
}
