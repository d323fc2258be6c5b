import { type WordGate } from '../domain/word-gate.js';
import { MAX_STREAM_CHUNKS } from '../domain/stream-chunk.js';
import type { FinishReason } from '../domain/generation.js';

/** Of words; usage and the end need chunks too. */
const MAX_PIECES = MAX_STREAM_CHUNKS - 4;
const MAX_CHARACTERS = 128 * 1024;

/** The words of one reply on their way to the reader: looked through, and cut off where they never end. */
export class Utterance {
  readonly #forward: (words: string) => void;
  readonly #gate: WordGate | undefined;
  #text = '';
  #pieces = 0;
  #cut: Extract<FinishReason, 'LENGTH' | 'CONTENT_FILTER'> | undefined;

  /** @param gate of a foreign model; our own content needs none */
  constructor(forward: (words: string) => void, gate: WordGate | undefined) {
    this.#forward = forward;
    this.#gate = gate;
  }

  /** What was let through. */
  get text(): string {
    return this.#text;
  }

  /** Why it was cut off; undefined when it was not. */
  get cut(): Extract<FinishReason, 'LENGTH' | 'CONTENT_FILTER'> | undefined {
    return this.#cut;
  }

  readonly push = (piece: string): 'more' | 'enough' => {
    this.#pass(this.#gate === undefined ? piece : this.#gate.push(piece));
    return this.#cut === undefined ? 'more' : 'enough';
  };

  /** The reply is over. */
  end(): void {
    if (this.#gate !== undefined && this.#cut === undefined) this.#pass(this.#gate.end());
  }

  #pass(words: string): void {
    if (this.#gate?.isClosed === true) this.#cut = 'CONTENT_FILTER';
    if (words === '') return;
    this.#text += words;
    this.#pieces += 1;
    this.#forward(words);
    if (this.#pieces >= MAX_PIECES || this.#text.length >= MAX_CHARACTERS) this.#cut ??= 'LENGTH';
  }
}
