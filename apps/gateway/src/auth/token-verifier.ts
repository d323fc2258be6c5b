import { hash } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { RpcError } from '@bodybroker/nats-sdk';
import { accessTokenOf, type AccessToken } from './access-token.js';
import { LruMap } from '../limits/lru-map.js';
import type { JwksCache } from './jwks-cache.js';
import type { Revocations } from './revocations.js';

export const TOKEN_ISSUER = 'body-broker';
export const TOKEN_AUDIENCE = 'body-broker';

export interface TokenVerifierOptions {
  readonly keys: JwksCache;
  readonly revocations: Revocations;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** How many verified tokens are remembered. Default 10 000. */
  readonly cacheSize?: number;
}

/** How long a token is taken as verified without looking at its signature again: bounds the use of a withdrawn key. */
const VERIFIED_FOR_MS = 60_000;
const MAX_TOKEN_LENGTH = 8192;

interface Verified {
  readonly token: AccessToken;
  readonly untilMs: number;
}

/**
 * Verifies access tokens: EdDSA only, signed with one of auth's keys, for us, not expired, not revoked. The signature of a
 * token is checked once a minute, its life and its revocation each time.
 */
export class TokenVerifier {
  readonly #options: TokenVerifierOptions;
  readonly #verified: LruMap<string, Verified>;

  constructor(options: TokenVerifierOptions) {
    this.#options = options;
    this.#verified = new LruMap(options.cacheSize ?? 10_000);
  }

  /**
   * Answers something to wait for only where the signature has to be looked at.
   * @throws RpcError UNAUTHENTICATED TOKEN_INVALID | TOKEN_EXPIRED | TOKEN_REVOKED; UNAVAILABLE KEYS_UNAVAILABLE
   */
  verify(jwt: string): AccessToken | Promise<AccessToken> {
    if (jwt.length > MAX_TOKEN_LENGTH) throw refused('TOKEN_INVALID', 'the access token does not verify');
    const digest = hash('sha256', jwt, 'base64');
    const nowMs = this.#options.now();
    const known = this.#verified.get(digest);
    if (known !== undefined && nowMs < known.untilMs) return this.#alive(known.token, nowMs);
    return this.#check(jwt, nowMs).then((token) => {
      this.#verified.set(digest, { token, untilMs: nowMs + VERIFIED_FOR_MS });
      return this.#alive(token, nowMs);
    });
  }

  #alive(token: AccessToken, nowMs: number): AccessToken {
    if (token.expiresAtMs <= nowMs) throw refused('TOKEN_EXPIRED', 'the access token has expired');
    if (this.#options.revocations.isRevoked(token)) throw refused('TOKEN_REVOKED', 'the access token was revoked');
    return token;
  }

  async #check(jwt: string, nowMs: number): Promise<AccessToken> {
    try {
      const { payload } = await jwtVerify(jwt, this.#options.keys.key, {
        algorithms: ['EdDSA'],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        requiredClaims: ['sub', 'exp', 'iat'],
        currentDate: new Date(nowMs),
      });
      const token = accessTokenOf(payload);
      if (token !== undefined) return token;
    } catch (error) {
      if (error instanceof RpcError) throw error;
      if (error instanceof errors.JWTExpired) throw refused('TOKEN_EXPIRED', 'the access token has expired');
    }
    throw refused('TOKEN_INVALID', 'the access token does not verify');
  }
}

function refused(reason: string, message: string): RpcError {
  return new RpcError('UNAUTHENTICATED', reason, message);
}
