import { paragraphsOf } from './plain-text.js';
import { countWords, splitSentences } from './sentences.js';

/** Words a chunk has at most. */
export const CHUNK_WORDS = 120;

/** A piece of a document that is searched by itself. */
export interface Chunk {
  readonly text: string;
  /** Whether it is a part of one sentence that is longer than a chunk. */
  readonly isFragment: boolean;
}

/**
 * Cuts a markdown text into chunks for searching: paragraphs packed together up to 120 words. A longer paragraph is cut between
 * sentences, a longer sentence between words; its parts are chunks of their own.
 */
export function chunkText(markdown: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let open: string[] = [];
  let openWords = 0;
  const close = (): void => {
    if (open.length > 0) chunks.push({ text: open.join(' '), isFragment: false });
    open = [];
    openWords = 0;
  };
  for (const piece of paragraphsOf(markdown).flatMap(piecesOf)) {
    const words = countWords(piece.text);
    if (piece.isFragment || openWords + words > CHUNK_WORDS) close();
    if (piece.isFragment) {
      chunks.push(piece);
      continue;
    }
    open.push(piece.text);
    openWords += words;
  }
  close();
  return chunks;
}

function piecesOf(paragraph: string): readonly Chunk[] {
  if (countWords(paragraph) <= CHUNK_WORDS) return [{ text: paragraph, isFragment: false }];
  return splitSentences(paragraph).flatMap((sentence) => {
    const words = sentence.split(' ');
    const parts = Math.ceil(words.length / CHUNK_WORDS);
    return Array.from({ length: parts }, (_, part) => ({
      text: words.slice(part * CHUNK_WORDS, (part + 1) * CHUNK_WORDS).join(' '),
      isFragment: parts > 1,
    }));
  });
}
