import { providerUnavailable } from './provider-unavailable.js';

export interface StripeClientOptions {
  readonly baseUrl: string;
  readonly secretKey: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
}

/** Stripe's `error` of an answer that is no success. */
export interface StripeError {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly payment_intent?: object;
}

export type StripeAnswer =
  { readonly ok: true; readonly body: object } | { readonly ok: false; readonly error: StripeError };

/** The API version whose answers are read here. */
const API_VERSION = '2025-03-31.basil';
/** Refusals that say nothing of how the call ended: repeated at once, limited, or a key in use. */
const NOT_NOW: ReadonlySet<number> = new Set([409, 424, 429]);

/** Stripe's form API: a form goes in, JSON comes out, and a repeat with the same Idempotency-Key is answered as the first. */
export class StripeClient {
  readonly #options: StripeClientOptions;

  constructor(options: StripeClientOptions) {
    this.#options = options;
  }

  /** @throws DomainError UNAVAILABLE PROVIDER_UNAVAILABLE: no answer, or one that does not say whether it was done */
  async post(path: string, fields: Readonly<Record<string, string>>, idempotencyKey: string): Promise<StripeAnswer> {
    return this.#send(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Idempotency-Key': idempotencyKey },
    });
  }

  /** @throws as {@link post} */
  get(path: string): Promise<StripeAnswer> {
    return this.#send(path, { method: 'GET', headers: {} });
  }

  async #send(
    path: string,
    { headers, ...request }: { method: string; body?: string; headers: Record<string, string> },
  ): Promise<StripeAnswer> {
    const { baseUrl, secretKey, timeoutMs, fetch } = this.#options;
    let answer: Response;
    let body: unknown;
    try {
      answer = await fetch(baseUrl + path, {
        ...request,
        headers: { ...headers, Authorization: `Bearer ${secretKey}`, 'Stripe-Version': API_VERSION },
        signal: AbortSignal.timeout(timeoutMs),
      });
      body = await answer.json();
    } catch (error) {
      throw providerUnavailable('stripe', error);
    }
    if (typeof body !== 'object' || body === null) throw providerUnavailable('stripe');
    if (answer.ok) return { ok: true, body };
    if (answer.status >= 500 || NOT_NOW.has(answer.status)) throw providerUnavailable('stripe');
    return { ok: false, error: (body as { error?: StripeError }).error ?? {} };
  }
}
