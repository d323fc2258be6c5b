import { countWords } from './sentences.js';

/**
 * The leading sentences that have at most `maxWords` words; when not even the first fits, its leading words.
 * LENGTH when `maxWords` kept something out; `maxSentences` is style, not a limit, and leaves it STOP.
 */
export function fitLength(
  sentences: readonly string[],
  maxWords: number,
  maxSentences: number,
): { readonly text: string; readonly finishReason: 'STOP' | 'LENGTH' } {
  const kept: string[] = [];
  let words = 0;
  for (const sentence of sentences.slice(0, maxSentences)) {
    words += countWords(sentence);
    if (words > maxWords) {
      const text = kept.length > 0 ? kept.join(' ') : sentence.split(/\s+/).slice(0, maxWords).join(' ');
      return { text, finishReason: 'LENGTH' };
    }
    kept.push(sentence);
  }
  return { text: kept.join(' '), finishReason: 'STOP' };
}
