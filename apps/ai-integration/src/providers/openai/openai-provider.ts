import { countPromptTokens, countTokens } from '../../domain/count-tokens.js';
import { layOutPrompt } from '../../domain/lay-out-prompt.js';
import type { Completion, OnDelta, Provider, ProviderCall } from '../provider.js';
import { ProviderFailedError } from '../provider-failed-error.js';
import { chatBody } from './chat-body.js';
import { IdleWatch } from './idle-watch.js';
import { readBody, readWhole } from './read-body.js';
import { readChat, type ChatPiece } from './read-chat.js';
import { readChatStream } from './read-chat-stream.js';
import { readEmbeddings } from './read-embeddings.js';

export interface OpenAiProviderOptions {
  readonly id: string;
  /** With its version, such as `https://host/v1`. */
  readonly baseUrl: string;
  /** Empty: none. */
  readonly apiKey: string;
  /** After this without a byte it is given up, in milliseconds. */
  readonly idleMs: number;
  readonly fetch: typeof fetch;
}

/** Any server that speaks OpenAI's chat completions: vLLM, Ollama, llama.cpp, LiteLLM, OpenRouter… */
export class OpenAiProvider implements Provider {
  readonly kind = 'OPENAI_COMPATIBLE';
  readonly circuitState = 'CLOSED';
  readonly #options: OpenAiProviderOptions;

  constructor(options: OpenAiProviderOptions) {
    this.#options = options;
  }

  get id(): string {
    return this.#options.id;
  }

  async generate(call: ProviderCall, onDelta: OnDelta, signal: AbortSignal): Promise<Completion> {
    let text = '';
    let finishReason: Completion['finishReason'] = 'STOP';
    let usage: Completion['usage'] | undefined;
    await this.#post('chat/completions', chatBody(call), signal, async (response, onBytes) => {
      for await (const piece of piecesOf(response, onBytes)) {
        text += piece.text;
        finishReason = piece.finishReason ?? finishReason;
        usage = piece.usage ?? usage;
        if (piece.text !== '' && onDelta(piece.text) === 'enough') break;
      }
    });
    if (text === '') throw new ProviderFailedError({ kind: 'malformed' });
    return { finishReason, usage: usage ?? estimate(call, text) };
  }

  async embed(texts: readonly string[], model: string, signal: AbortSignal): Promise<readonly (readonly number[])[]> {
    return this.#post('embeddings', { model, input: texts }, signal, async (response, onBytes) =>
      readEmbeddings(await readWhole(response, onBytes), texts.length),
    );
  }

  async #post<T>(
    path: string,
    body: unknown,
    signal: AbortSignal,
    read: (response: Response, onBytes: () => void) => Promise<T>,
  ): Promise<T> {
    const { baseUrl, apiKey, idleMs, fetch: send } = this.#options;
    const idle = new IdleWatch(idleMs);
    const ending = new AbortController();
    try {
      const response = await send(`${baseUrl.replace(/\/+$/, '')}/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream, application/json',
          ...(apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, idle.signal, ending.signal]),
      });
      idle.touch();
      if (!response.ok) {
        const retryAfter = response.headers.get('retry-after');
        throw new ProviderFailedError({ kind: 'http', status: response.status, retryAfter });
      }
      return await read(response, idle.touch);
    } catch (error) {
      signal.throwIfAborted();
      if (idle.signal.aborted) throw new ProviderFailedError({ kind: 'timeout' });
      if (error instanceof ProviderFailedError) throw error;
      throw new ProviderFailedError({ kind: 'network' }, { cause: error });
    } finally {
      idle.stop();
      // Lets go of a connection whose answer was not read to its end.
      ending.abort();
    }
  }
}

/** Servers that cannot stream, or do so unasked, answer in the other way. */
async function* piecesOf(response: Response, onBytes: () => void): AsyncGenerator<ChatPiece> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) yield* readChatStream(readBody(response, onBytes));
  else yield readChat(await readWhole(response, onBytes));
}

function estimate({ request, author }: ProviderCall, text: string): Completion['usage'] {
  return { promptTokens: countPromptTokens(layOutPrompt(request, author)), completionTokens: countTokens(text) };
}
