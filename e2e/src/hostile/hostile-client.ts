import { randomUUID } from 'node:crypto';
import type { Api, Player } from '../api.js';
import type { HostileCase, Sender } from './hostile-case.js';
import { httpRequest, type HttpRequest } from './http-request.js';
import type { HostileAnswer } from './symptoms.js';
import type { TargetMethod } from './target-method.js';

/** What was sent and what came back; a text when nothing did. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly answer: HostileAnswer | string;
}

/** How much of a stream is read, in milliseconds: what is refused is refused by then. */
const STREAM_MS = 250;

/** How a token that was good says that it is no more. */
const ENDED = /the access token (?:was revoked|has expired)/;

/**
 * Sends cases with tokens that are in force: hostile input may well end its own session, or lock its own account. Its admin is
 * one of its own for that, so that the bootstrap admin is there to make the next one.
 */
export class HostileClient {
  readonly player: Player;
  readonly #url: string;
  readonly #api: Api;
  readonly #tokens: Record<Sender, string>;
  #sent = 0;

  private constructor(url: string, api: Api, player: Player, adminToken: string) {
    this.#url = url;
    this.#api = api;
    this.player = player;
    this.#tokens = { admin: adminToken, player: player.token, nobody: '' };
  }

  static async login(url: string, api: Api): Promise<HostileClient> {
    return new HostileClient(url, api, await api.player(), await newAdmin(api));
  }

  /** Sends a case; begins a new session and sends it once more when its own has ended. Never rejects. */
  async send(method: TargetMethod, hostile: HostileCase): Promise<Exchange> {
    const first = await this.#send(method, hostile);
    const { sender } = hostile;
    if (sender === 'nobody' || typeof first.answer === 'string' || !ENDED.test(first.answer.text)) return first;
    try {
      this.#tokens[sender] = sender === 'admin' ? await newAdmin(this.#api) : await this.#newSession();
    } catch (error) {
      return { ...first, answer: `its session has ended, and no other begins: ${String(error)}` };
    }
    return this.#send(method, hostile);
  }

  async #newSession(): Promise<string> {
    const { username, password } = this.player;
    const { status, body } = await this.#api.post('/v1/auth:login', { username, password });
    return status === 200 ? body.accessToken : (await this.#api.player()).token;
  }

  async #send(method: TargetMethod, hostile: HostileCase): Promise<Exchange> {
    const request = httpRequest(method, hostile.payload);
    const startMs = performance.now();
    const aborter = new AbortController();
    const timer = setTimeout(() => aborter.abort(new Error('no answer')), 2 * method.timeoutMs);
    try {
      const response = await fetch(this.#url + request.path, {
        method: request.verb,
        headers: this.#headers(method, hostile, request),
        signal: aborter.signal,
        ...(request.body === undefined ? {} : { body: request.body as NonNullable<RequestInit['body']> }),
      });
      const text = await textOf(response, aborter);
      const contentType = response.headers.get('content-type') ?? '';
      return { request, answer: { status: response.status, contentType, text, tookMs: performance.now() - startMs } };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
      return { request, answer: `${String(error)}${cause} after ${Math.round(performance.now() - startMs)} ms` };
    } finally {
      clearTimeout(timer);
    }
  }

  #headers(
    { takesIdempotencyKey, streams }: TargetMethod,
    { sender, idempotencyKey, headers }: HostileCase,
    { contentType }: HttpRequest,
  ): Record<string, string> {
    const key = idempotencyKey ?? (takesIdempotencyKey ? randomUUID() : 'none');
    return {
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(sender === 'nobody' ? {} : { authorization: `Bearer ${this.#tokens[sender]}` }),
      ...(key === 'none' ? {} : { 'idempotency-key': key }),
      ...(streams === 'no' ? {} : { accept: 'text/event-stream' }),
      // Failed logins lock their address; the next case has another one.
      'x-forwarded-for': this.#nextAddress(),
      ...headers,
    };
  }

  #nextAddress(): string {
    this.#sent += 1;
    return `10.${(this.#sent >> 16) & 255}.${(this.#sent >> 8) & 255}.${this.#sent & 255}`;
  }
}

async function textOf(response: Response, aborter: AbortController): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return response.text();
  const timer = setTimeout(() => aborter.abort(), STREAM_MS);
  let text = '';
  try {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
  } catch {
    // It was let go: a stream that was opened goes on for ever.
  } finally {
    clearTimeout(timer);
  }
  return text;
}

async function newAdmin(api: Api): Promise<string> {
  const { id, username, password } = await api.player();
  const token = await api.adminToken();
  const promoted = await api.put(`/v1/accounts/${id}/roles`, { roles: ['player', 'admin'] }, { token });
  if (promoted.status !== 200)
    throw new Error(`SetRoles answered ${promoted.status}: ${JSON.stringify(promoted.body)}`);
  const { status, body } = await api.post('/v1/auth:login', { username, password });
  if (status !== 200) throw new Error(`login answered ${status}: ${JSON.stringify(body)}`);
  return body.accessToken;
}
