import { textHash, type Grammar } from '@bodybroker/grammar';
import type { Sleep } from '../deps.js';
import { embedText } from '../domain/embed-text.js';
import { generateEmbedded } from '../domain/embedded-generator.js';
import type { GenerateRequest } from '../domain/generation.js';
import type { Completion, OnDelta, Provider, ProviderCall } from './provider.js';

export const EMBEDDED_PROVIDER = 'embedded';

/** Replies of the conversation that are not said again. */
const REMEMBERED_REPLIES = 5;

export interface EmbeddedProviderOptions {
  /** Pause between the words of a stream. */
  readonly chunkMs: number;
  readonly sleep: Sleep;
}

/** The generator that is always there. */
export class EmbeddedProvider implements Provider {
  readonly id = EMBEDDED_PROVIDER;
  readonly kind = 'EMBEDDED';
  readonly circuitState = 'CLOSED';
  readonly #grammar: Grammar;
  readonly #chunkMs: number;
  readonly #sleep: Sleep;

  constructor(grammar: Grammar, { chunkMs, sleep }: EmbeddedProviderOptions) {
    this.#grammar = grammar;
    this.#chunkMs = chunkMs;
    this.#sleep = sleep;
  }

  async generate(
    { request, delivery, repair }: ProviderCall,
    onDelta: OnDelta,
    signal: AbortSignal,
  ): Promise<Completion> {
    signal.throwIfAborted();
    const asked = repair === undefined ? request : withOtherSeed(request);
    const { chunks, finishReason, usage } = generateEmbedded(this.#grammar, asked, { avoid: lastReplies(asked) });
    const pauseMs = delivery === 'STREAM' ? this.#chunkMs : 0;
    for (const [index, chunk] of chunks.entries()) {
      if (index > 0 && pauseMs > 0) await this.#sleep(pauseMs, signal);
      if (onDelta(chunk) === 'enough') break;
    }
    return { finishReason, usage };
  }

  embed(texts: readonly string[]): Promise<readonly (readonly number[])[]> {
    return Promise.resolve(texts.map(embedText));
  }
}

/** The same draw would give the same reply again. */
function withOtherSeed(request: GenerateRequest): GenerateRequest {
  return { ...request, params: { ...request.params, seed: (request.params.seed ?? 0n) + 1n } };
}

function lastReplies({ messages }: GenerateRequest): ReadonlySet<string> {
  const replies = messages.filter(({ role }) => role === 'ASSISTANT').slice(-REMEMBERED_REPLIES);
  return new Set(replies.map(({ content }) => textHash(content)));
}
