import type { AccessToken } from './access-token.js';

const SESSION_PREFIX = 'sid.';
const ACCOUNT_PREFIX = 'account.';

export interface RevocationsOptions {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** How long an entry counts, in milliseconds: longer than any access token lives. Default 24 hours. */
  readonly keepMs?: number;
}

interface Revocation {
  /** Tokens issued before this moment are refused. */
  readonly notBeforeMs: number;
  readonly knownSinceMs: number;
}

/**
 * What has been revoked, as the KV bucket `auth_revocations` says: `sid.<session>` revokes a session, `account.<account>` with
 * `{"notBeforeMs": …}` all tokens of an account issued before that.
 */
export class Revocations {
  readonly #options: Required<RevocationsOptions>;
  readonly #entries = new Map<string, Revocation>();

  constructor(options: RevocationsOptions) {
    this.#options = { keepMs: 24 * 3_600_000, ...options };
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Takes an entry of the bucket. An entry that cannot be read revokes all it could mean: to err on the safe side. */
  put(key: string, value: Uint8Array): void {
    const notBeforeMs = key.startsWith(SESSION_PREFIX) ? Infinity : notBeforeOf(value);
    // The bucket drops old entries without a word, so they are dropped here too. Taken anew, an entry moves to the end.
    this.#entries.delete(key);
    this.#entries.set(key, { notBeforeMs, knownSinceMs: this.#options.now() });
    this.#dropOld();
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  isRevoked({ principal: { sessionId }, subject, issuedAtMs }: AccessToken): boolean {
    if (this.#entries.size === 0) return false;
    if (sessionId !== undefined && this.#entries.has(SESSION_PREFIX + sessionId)) return true;
    const account = this.#entries.get(ACCOUNT_PREFIX + subject);
    return account !== undefined && issuedAtMs < account.notBeforeMs;
  }

  #dropOld(): void {
    const tooOldMs = this.#options.now() - this.#options.keepMs;
    for (const [key, { knownSinceMs }] of this.#entries) {
      if (knownSinceMs >= tooOldMs) return;
      this.#entries.delete(key);
    }
  }
}

function notBeforeOf(value: Uint8Array): number {
  try {
    const { notBeforeMs } = JSON.parse(new TextDecoder().decode(value)) as { readonly notBeforeMs?: unknown };
    return typeof notBeforeMs === 'number' ? notBeforeMs : Infinity;
  } catch {
    return Infinity;
  }
}
