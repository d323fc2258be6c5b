import type { GenerateRequest, Usage } from '../domain/generation.js';
import type { PromptAuthor } from '../domain/lay-out-prompt.js';

export type ProviderKind = 'EMBEDDED' | 'OPENAI_COMPATIBLE';
export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** A reply that did not fit, to be put right. */
export interface Repair {
  readonly reply: string;
  /** What is wrong with it, in words. */
  readonly problems: string;
}

export interface ProviderCall {
  readonly request: GenerateRequest;
  readonly author: PromptAuthor;
  /** What the provider calls the model. */
  readonly model: string;
  /** STREAM: words as they come; WHOLE: nobody sees them before the end. */
  readonly delivery: 'STREAM' | 'WHOLE';
  readonly repair?: Repair;
}

/** Takes the words of a reply as they come. `enough` ends the reply early; the call then resolves. */
export type OnDelta = (text: string) => 'more' | 'enough';

/** How a reply ended. */
export interface Completion {
  readonly finishReason: 'STOP' | 'LENGTH' | 'CONTENT_FILTER';
  readonly usage: Omit<Usage, 'costMicros'>;
}

/** A place texts come from. */
export interface Provider {
  readonly id: string;
  readonly kind: ProviderKind;
  readonly circuitState: CircuitState;
  /**
   * Gives the words of one reply, in order. No retries.
   * @throws ProviderFailedError; DomainError FAILED_PRECONDITION OUTPUT_SCHEMA; the signal's reason
   */
  generate(call: ProviderCall, onDelta: OnDelta, signal: AbortSignal): Promise<Completion>;
  /** A vector for each text, in their order. @throws ProviderFailedError; the signal's reason */
  embed(texts: readonly string[], model: string, signal: AbortSignal): Promise<readonly (readonly number[])[]>;
}
