import type { Clock } from '@bodybroker/domain';
import { NO_USAGE, type Answer, type Attempt } from '../domain/answer.js';
import { costOf } from '../domain/cost-of.js';
import { countPromptTokens, countTokens } from '../domain/count-tokens.js';
import type { FinishReason, GenerateRequest } from '../domain/generation.js';
import type { ResolvedModel } from '../providers/model-resolver.js';

/** What has happened in a generation so far. */
export class Course {
  readonly startedMs: number;
  readonly attempts: Attempt[] = [];
  /** The model being tried. */
  model: ResolvedModel | undefined;
  readonly #clock: Clock;
  readonly #say: (words: string) => void;
  #text = '';
  #firstWordsMs: number | undefined;

  /** @param say passes words on to the reader */
  constructor(clock: Clock, say: (words: string) => void) {
    this.#clock = clock;
    this.#say = say;
    this.startedMs = clock.now();
  }

  /** Whether the reader has words already: from then on no other model goes on. */
  get hasSpoken(): boolean {
    return this.#text !== '';
  }

  /** Time to the first words, in milliseconds. */
  get ttftMs(): number {
    return (this.#firstWordsMs ?? this.#clock.now()) - this.startedMs;
  }

  get latencyMs(): number {
    return this.#clock.now() - this.startedMs;
  }

  readonly say = (words: string): void => {
    if (words === '') return;
    this.#firstWordsMs ??= this.#clock.now();
    this.#text += words;
    this.#say(words);
  };

  /** Takes back what nobody has heard. */
  startOver(): void {
    this.#text = '';
    this.#firstWordsMs = undefined;
  }

  /** What was said before it was broken off, and what that took by our own count. */
  brokenOff(request: GenerateRequest, finishReason: FinishReason): Answer {
    const { hasSpoken, model } = this;
    if (!hasSpoken || model === undefined) {
      return { text: this.#text, finishReason, usage: NO_USAGE, modelRef: '', provider: '' };
    }
    const tokens = {
      promptTokens: countPromptTokens(request.messages),
      completionTokens: countTokens(this.#text),
    };
    return {
      text: this.#text,
      finishReason,
      usage: { ...tokens, costMicros: costOf(tokens, model.price) },
      modelRef: model.modelRef,
      provider: model.providerId,
    };
  }
}
