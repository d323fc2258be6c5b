export const EMBEDDING_DIMENSIONS = 256;

const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;

/**
 * A 256-dimensional vector of unit length: the character n-grams (3..5, with word borders) of the text, hashed with a sign
 * (feature hashing, Weinberger et al. 2009; n-grams as fastText's). Texts that share word pieces are near; meaning
 * beyond spelling is not seen. An empty text gives the zero vector.
 */
export function embedText(text: string): number[] {
  const vector = new Array<number>(EMBEDDING_DIMENSIONS).fill(0);
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of words) {
    const bordered = [...`<${word}>`];
    for (let size = SHORTEST_GRAM; size <= LONGEST_GRAM; size++)
      for (let start = 0; start + size <= bordered.length; start++) {
        const hash = gramHash(bordered.slice(start, start + size).join(''));
        const place = hash % EMBEDDING_DIMENSIONS;
        vector[place] = (vector[place] ?? 0) + (hash & 0x100 ? 1 : -1);
      }
  }
  // Signs can cancel out: a text with words never ends as the zero vector.
  if (words.length > 0 && Math.hypot(...vector) === 0) vector[gramHash(words.join(' ')) % EMBEDDING_DIMENSIONS] = 1;
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits, over UTF-16 units, with a final mix so that all bits serve. */
function gramHash(gram: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < gram.length; index++) hash = Math.imul(hash ^ gram.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
