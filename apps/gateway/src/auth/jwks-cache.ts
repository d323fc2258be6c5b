import { createLocalJWKSet, errors, type FlattenedJWSInput, type JSONWebKeySet, type JWSHeaderParameters } from 'jose';
import { RpcError } from '@bodybroker/nats-sdk';

/** Fetches the public keys that access tokens are signed with. */
export type FetchJwks = (signal: AbortSignal) => Promise<JSONWebKeySet>;

export interface JwksCacheOptions {
  /** How long keys are trusted without asking again, in milliseconds. Default 10 minutes. */
  readonly maxAgeMs?: number;
  /** Least time between two fetches, in milliseconds: a made-up key id must not make the gateway ask each time. Default 1000. */
  readonly cooldownMs?: number;
  /** How long one fetch may take, in milliseconds. Default 3000. */
  readonly timeoutMs?: number;
  readonly now: () => number;
}

type KeySet = ReturnType<typeof createLocalJWKSet>;

/** Keys by their id, fetched when first needed, when old, and when a token names one that is not known. */
export class JwksCache {
  readonly #fetch: FetchJwks;
  readonly #options: Required<JwksCacheOptions>;
  #keys: KeySet | undefined;
  #fetchedMs = -Infinity;
  #triedMs = -Infinity;
  #running: Promise<KeySet> | undefined;

  constructor(fetch: FetchJwks, options: JwksCacheOptions) {
    this.#fetch = fetch;
    this.#options = { maxAgeMs: 600_000, cooldownMs: 1000, timeoutMs: 3000, ...options };
  }

  /**
   * Finds the key of a token; in the form jose asks for.
   * @throws jose's JWKSNoMatchingKey when no key fits; RpcError UNAVAILABLE KEYS_UNAVAILABLE when none could be fetched yet
   */
  readonly key = async (
    header: JWSHeaderParameters,
    token: FlattenedJWSInput,
  ): Promise<Awaited<ReturnType<KeySet>>> => {
    const keys = await this.#current();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !this.#mayFetch()) throw error;
    }
    return (await this.#refresh())(header, token);
  };

  async #current(): Promise<KeySet> {
    const old = this.#options.now() - this.#fetchedMs > this.#options.maxAgeMs;
    if (this.#keys === undefined) return this.#refresh();
    if (!old || !this.#mayFetch()) return this.#keys;
    // Old keys are better than none while auth is away.
    return this.#refresh().catch((error: unknown) => this.#keys ?? Promise.reject(error));
  }

  #mayFetch(): boolean {
    return this.#options.now() - this.#triedMs >= this.#options.cooldownMs;
  }

  #refresh(): Promise<KeySet> {
    this.#running ??= this.#load().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #load(): Promise<KeySet> {
    this.#triedMs = this.#options.now();
    try {
      this.#keys = createLocalJWKSet(await this.#fetch(AbortSignal.timeout(this.#options.timeoutMs)));
      this.#fetchedMs = this.#options.now();
      return this.#keys;
    } catch (cause) {
      throw new RpcError('UNAVAILABLE', 'KEYS_UNAVAILABLE', 'tokens cannot be verified at the moment', { cause });
    }
  }
}
