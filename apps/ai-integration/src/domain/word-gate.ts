import { moderateText } from './moderate-text.js';

/** How much of what was said is looked at again together with new words: longer than any listed phrase. */
const LOOK_BACK = 240;

/**
 * Lets the text of a foreign model through, whole words at a time, until one breaks the default policy: from that word on
 * nothing passes.
 */
export class WordGate {
  #held = '';
  #passed = '';
  #closed = false;

  /** Whether a word was kept back. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** What may be said after this piece: mostly the words before the last, which may go on. */
  push(piece: string): string {
    const text = this.#held + piece;
    const end = text.length - (/\S*$/u.exec(text)?.[0].length ?? 0);
    return this.#release(text.slice(0, end), text.slice(end));
  }

  /** The last word, when the text is over. */
  end(): string {
    return this.#release(this.#held, '');
  }

  #release(words: string, held: string): string {
    this.#held = held;
    if (this.#closed || words === '') return '';
    const seen = this.#passed.slice(-LOOK_BACK) + words;
    if (moderateText(seen, 'default').flagged) {
      this.#closed = true;
      return '';
    }
    this.#passed = seen;
    return words;
  }
}
