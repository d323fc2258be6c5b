import { randomBytes, randomUUID } from 'node:crypto';
import { ADMIN } from './stack.js';

/** A JSON answer; fields are looked at by tests, so they are not typed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

export interface RequestOptions {
  readonly token?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Player {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly sessionId: string;
}

/** Calls a gateway the way any HTTP client would. */
export class Api {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  get(path: string, options?: RequestOptions): Promise<Answer> {
    return this.send('GET', path, undefined, options);
  }

  post(path: string, body: unknown = {}, options?: RequestOptions): Promise<Answer> {
    return this.send('POST', path, body, options);
  }

  put(path: string, body: unknown, options?: RequestOptions): Promise<Answer> {
    return this.send('PUT', path, body, options);
  }

  async send(method: string, path: string, body: unknown, options: RequestOptions = {}): Promise<Answer> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(options.idempotencyKey === undefined ? {} : { 'idempotency-key': options.idempotencyKey }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : (JSON.parse(text) as Json),
      headers: response.headers,
    };
  }

  /** Registers a new player. */
  async player(): Promise<Player> {
    const username = `p-${randomBytes(5).toString('hex')}`;
    const password = randomBytes(12).toString('base64url');
    const { status, body } = await this.post('/v1/auth:register', { username, password });
    if (status !== 200) throw new Error(`register answered ${status}: ${JSON.stringify(body)}`);
    return {
      id: body.account.accountId,
      username,
      password,
      token: body.sessionTokens.accessToken,
      refreshToken: body.sessionTokens.refreshToken,
      sessionId: body.sessionTokens.sessionId,
    };
  }

  /** An access token of the bootstrap admin. */
  async adminToken(): Promise<string> {
    const { status, body } = await this.post('/v1/auth:login', ADMIN);
    if (status !== 200) throw new Error(`admin login answered ${status}: ${JSON.stringify(body)}`);
    return body.accessToken;
  }
}

export const newKey = (): string => randomUUID();
