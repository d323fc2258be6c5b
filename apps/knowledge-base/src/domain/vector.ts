import { wordsOf } from './words.js';

/** Numbers of a text vector of our own. */
const DIMENSIONS = 256;

const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;

/** A direction in eight bits a number: a quarter of the memory, and the order of likenesses hardly changes. */
export type Vector = Int8Array;

/**
 * The vector of a text: its words' character n-grams (3 to 5, with word borders), hashed with a sign into 256 numbers. Texts that
 * share word pieces are near; meaning beyond spelling is not seen.
 */
export function ngramVector(text: string): Vector {
  const sums = new Array<number>(DIMENSIONS).fill(0);
  for (const word of wordsOf(text)) {
    const bordered = `<${word}>`;
    for (let size = SHORTEST_GRAM; size <= LONGEST_GRAM; size += 1) {
      for (let start = 0; start + size <= bordered.length; start += 1) {
        const hash = gramHash(bordered, start, start + size);
        const place = hash % DIMENSIONS;
        sums[place] = (sums[place] ?? 0) + (hash & 0x100 ? 1 : -1);
      }
    }
  }
  return packVector(sums);
}

/** A vector of any numbers as a direction. */
export function packVector(numbers: readonly number[]): Vector {
  const largest = numbers.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return Int8Array.from(numbers, (value) => (largest === 0 ? 0 : Math.round((value / largest) * 127)));
}

/** How much two vectors point the same way: -1 to 1; 0 when one has no direction or they are of different kinds. */
export function cosine(a: Vector, b: Vector): number {
  if (a.length !== b.length) return 0;
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let at = 0; at < a.length; at += 1) {
    const x = a[at] ?? 0;
    const y = b[at] ?? 0;
    dot += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0 ? 0 : dot / Math.sqrt(squaresA * squaresB);
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits, over UTF-16 units, with a final mix so that all bits serve. */
function gramHash(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
