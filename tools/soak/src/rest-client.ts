import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';

/** A JSON answer of the gateway. Fields are read one by one: the soak is a client like any other. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** The system said no, or nothing. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

export interface SendOptions {
  /** Default: a new one, kept over retries, so that a repeat has no second effect. */
  readonly idempotencyKey?: string;
}

export interface RestClientOptions {
  readonly baseUrl: string;
  /** Bearer token, asked for at each call. */
  readonly token: () => string | undefined;
  /** Told of every answer. */
  readonly onAnswer: (answer: {
    readonly call: string;
    readonly status: number;
    readonly reason: string;
    readonly ms: number;
  }) => void;
  /** For how long a call is sent again when nobody could answer it: milliseconds. */
  readonly patienceMs: number;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;
const CALL_TIMEOUT_MS = 15_000;

/** Calls a gateway with JSON. What could not be answered (no connection, 503, 504, 429) is sent again with the same key. */
export class RestClient {
  readonly #options: RestClientOptions;

  constructor(options: RestClientOptions) {
    this.#options = options;
  }

  get(path: string): Promise<Json> {
    return this.#send('GET', path, undefined, {});
  }

  post(path: string, body: object = {}, options: SendOptions = {}): Promise<Json> {
    return this.#send('POST', path, body, options);
  }

  put(path: string, body: object, options: SendOptions = {}): Promise<Json> {
    return this.#send('PUT', path, body, options);
  }

  patch(path: string, body: object): Promise<Json> {
    return this.#send('PATCH', path, body, {});
  }

  /** The frames of a stream, until it ends. Not retried. @throws Refusal when it does not begin, or breaks */
  async *stream(method: 'GET' | 'POST', path: string, body?: object): AsyncGenerator<{ event: string; data: Json }> {
    const response = await fetch(this.#options.baseUrl + path, {
      method,
      headers: { ...this.#headers(randomUUID()), accept: 'text/event-stream' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    }).catch(unanswered);
    if (!response.ok || response.body === null) throw await refusalOf(response);
    const ready: { event: string; data: Json }[] = [];
    const parser = createParser({
      onEvent: ({ event, data }) => ready.push({ event: event ?? 'message', data: JSON.parse(data) as Json }),
    });
    try {
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        parser.feed(text);
        yield* ready.splice(0);
      }
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw unanswered(error);
    }
  }

  async #send(method: string, path: string, body: object | undefined, options: SendOptions): Promise<Json> {
    const idempotencyKey = options.idempotencyKey ?? randomUUID();
    const endsAt = performance.now() + this.#options.patienceMs;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await this.#sendOnce(method, path, body, idempotencyKey);
      } catch (error) {
        const mayRetry = error instanceof Refusal && [0, 429, 503, 504].includes(error.status);
        if (!mayRetry || performance.now() > endsAt) throw error;
        await delay(pauseMs * (0.5 + Math.random()));
      }
    }
  }

  async #sendOnce(method: string, path: string, body: object | undefined, idempotencyKey: string): Promise<Json> {
    const start = performance.now();
    const call = `${method} ${path.split('?', 1)[0]?.replace(/[^/]*\d[^/:]*/g, '*') ?? ''}`;
    const { onAnswer, baseUrl } = this.#options;
    try {
      const response = await fetch(baseUrl + path, {
        method,
        headers: this.#headers(idempotencyKey),
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      }).catch(unanswered);
      if (!response.ok) throw await refusalOf(response);
      const answer = (await response.json().catch(unanswered)) as Json;
      onAnswer({ call, status: response.status, reason: '', ms: performance.now() - start });
      return answer;
    } catch (error) {
      if (error instanceof Refusal)
        onAnswer({ call, status: error.status, reason: error.reason, ms: performance.now() - start });
      throw error;
    }
  }

  #headers(idempotencyKey: string): Record<string, string> {
    const token = this.#options.token();
    return {
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
  }
}

function unanswered(error: unknown): never {
  throw new Refusal(0, 'NO_ANSWER', error instanceof Error ? error.message : String(error));
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as { reason?: string; detail?: string };
  return new Refusal(
    response.status,
    problem.reason ?? `HTTP_${response.status}`,
    problem.detail ?? response.statusText,
  );
}
