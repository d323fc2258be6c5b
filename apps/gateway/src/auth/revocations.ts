import type { AccessToken } from './access-token.js';

const SESSION_PREFIX = 'sid.';
const ACCOUNT_PREFIX = 'account.';

/**
 * What has been revoked, as the KV bucket `auth_revocations` says: `sid.<session>` revokes a session, `account.<account>` with
 * `{"notBeforeMs": …}` all tokens of an account issued before that.
 */
export class Revocations {
  readonly #sessions = new Set<string>();
  readonly #notBeforeMs = new Map<string, number>();

  /** Takes an entry of the bucket. An entry that cannot be read revokes all it could mean: to err on the safe side. */
  put(key: string, value: Uint8Array): void {
    if (key.startsWith(SESSION_PREFIX)) this.#sessions.add(key.slice(SESSION_PREFIX.length));
    else if (key.startsWith(ACCOUNT_PREFIX)) this.#notBeforeMs.set(key.slice(ACCOUNT_PREFIX.length), notBeforeOf(value));
  }

  delete(key: string): void {
    if (key.startsWith(SESSION_PREFIX)) this.#sessions.delete(key.slice(SESSION_PREFIX.length));
    else if (key.startsWith(ACCOUNT_PREFIX)) this.#notBeforeMs.delete(key.slice(ACCOUNT_PREFIX.length));
  }

  isRevoked({ principal: { sessionId }, subject, issuedAtMs }: AccessToken): boolean {
    if (sessionId !== undefined && this.#sessions.has(sessionId)) return true;
    const notBeforeMs = this.#notBeforeMs.get(subject);
    return notBeforeMs !== undefined && issuedAtMs < notBeforeMs;
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
