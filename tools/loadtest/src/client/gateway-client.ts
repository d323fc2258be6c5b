import { randomUUID } from 'node:crypto';
import { Pool, type Dispatcher } from 'undici';
import type { Call, Json } from './call.js';
import { errorClassOf, problemClass, TIMEOUT, type Outcome } from './outcome.js';
import { serverSentEvents } from './server-sent-events.js';

export interface GatewayClientOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  /** How long a request may take: milliseconds. */
  readonly timeoutMs: number;
}

/** What a stream is asked for beside its path. */
export interface OpenOptions {
  readonly token: string;
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
}

export type Opened =
  | { readonly kind: 'open'; readonly body: AsyncIterable<Uint8Array> }
  | { readonly kind: 'failed'; readonly errorClass: string };

/** Words of a model come as slowly as it words them; the gateway ends such a stream after a minute itself. */
const LONGEST_STREAM_MS = 60_000;
/** On a watch the gateway sends a heartbeat every 15 s: after so long without a byte it is gone. */
const SILENCE_MS = 45_000;

/**
 * Calls the gateway over HTTP/1.1. As many connections as are needed: a request never waits for another's answer.
 * Nothing is sent twice.
 */
export class GatewayClient {
  readonly #pool: Pool;
  readonly #timeoutMs: number;

  constructor({ origin, timeoutMs }: GatewayClientOptions) {
    this.#timeoutMs = timeoutMs;
    this.#pool = new Pool(origin, { connections: null, pipelining: 1, allowH2: false, connectTimeout: timeoutMs });
  }

  /** Makes a call. Never throws. @param onEvent told of each event of a stream as it comes */
  async send(call: Call, token: string, onEvent: () => void = () => undefined): Promise<Outcome> {
    const longestMs = call.kind === 'stream' ? Math.max(this.#timeoutMs, LONGEST_STREAM_MS) : this.#timeoutMs;
    const signal = AbortSignal.timeout(longestMs);
    try {
      const response = await this.#pool.request({ ...requestOf(call, token), signal });
      if (response.statusCode !== 200) return await refusal(call, response);
      if (call.kind === 'stream') return await readStream(call, response.body, onEvent);
      return readAnswer(call, await response.body.bytes());
    } catch (error) {
      call.onFailure?.();
      return { kind: 'failed', errorClass: signal.aborted ? TIMEOUT : errorClassOf(error) };
    }
  }

  /** Opens a stream that stays open. Never throws; the body does when the connection breaks or the signal aborts. */
  async open(path: string, { token, lastEventId, signal }: OpenOptions): Promise<Opened> {
    try {
      const response = await this.#pool.request({
        method: 'GET',
        path,
        headers: {
          accept: 'text/event-stream',
          authorization: `Bearer ${token}`,
          ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        },
        headersTimeout: this.#timeoutMs,
        bodyTimeout: SILENCE_MS,
        signal,
      });
      if (response.statusCode === 200) return { kind: 'open', body: response.body };
      return { kind: 'failed', errorClass: problemClass(response.statusCode, await reasonOf(response)) };
    } catch (error) {
      return { kind: 'failed', errorClass: errorClassOf(error) };
    }
  }

  /** Closes all connections; what is under way breaks. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

function requestOf(call: Call, token: string): Omit<Dispatcher.RequestOptions, 'origin'> {
  const bearer = call.token ?? token;
  return {
    method: call.method,
    path: call.path,
    headers: {
      accept: call.kind === 'stream' ? 'text/event-stream' : 'application/json',
      ...(bearer === 'none' ? {} : { authorization: `Bearer ${bearer}` }),
      ...(call.method === 'GET' ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(call.method === 'GET' ? {} : { body: JSON.stringify(call.body ?? {}) }),
  };
}

function readAnswer(call: Call, bytes: Uint8Array): Outcome {
  // Parsing costs more than the rest: only for those who go on with the answer.
  if (call.onAnswer !== undefined) call.onAnswer(JSON.parse(Buffer.from(bytes).toString('utf8')) as Json);
  else if (bytes.byteLength === 0) return { kind: 'failed', errorClass: 'empty answer' };
  return { kind: 'answered' };
}

async function readStream(call: Call, body: AsyncIterable<Uint8Array>, onEvent: () => void): Promise<Outcome> {
  const ended: { outcome: Outcome } = { outcome: { kind: 'failed', errorClass: 'stream without an end' } };
  const events = serverSentEvents({
    onEvent: ({ event, data }) => {
      if (event === 'end') ended.outcome = { kind: 'answered' };
      else if (event === 'error') ended.outcome = judged(call, 'stream error', (JSON.parse(data) as Json).reason);
      else {
        onEvent();
        call.onAnswer?.(JSON.parse(data) as Json);
      }
    },
  });
  for await (const bytes of body) events.feed(bytes);
  if (ended.outcome.kind !== 'answered') call.onFailure?.();
  return ended.outcome;
}

async function refusal(call: Call, response: Dispatcher.ResponseData): Promise<Outcome> {
  const reason = await reasonOf(response);
  call.onFailure?.();
  return judged(call, String(response.statusCode), reason);
}

function judged(call: Call, status: string, reason: unknown): Outcome {
  const named = typeof reason === 'string' ? reason : undefined;
  if (named !== undefined && call.refusals?.includes(named)) return { kind: 'refused', reason: named };
  return { kind: 'failed', errorClass: problemClass(status, named) };
}

async function reasonOf(response: Dispatcher.ResponseData): Promise<string | undefined> {
  const text = await response.body.text();
  try {
    const { reason } = JSON.parse(text) as Json;
    return typeof reason === 'string' ? reason : undefined;
  } catch {
    // Not from the gateway: a proxy on the way, say.
    return undefined;
  }
}
