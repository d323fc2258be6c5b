import type { KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { RingKey } from '../domain/key-ring.js';
import { tokenInvalid } from '../domain/refusals.js';
import { privateKeyOf, publicKeyOf } from './signing-key.js';
import type { Seal } from './seal.js';

export const TOKEN_ISSUER = 'body-broker';
export const TOKEN_AUDIENCE = 'body-broker';

/** What a token says. */
export interface AccessClaims {
  /** Account id, or the name of a service. */
  readonly subject: string;
  /** Undefined for a service. */
  readonly sessionId: string | undefined;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly tokenId: string;
  readonly issuedMs: number;
}

export interface VerifiedClaims extends AccessClaims {
  readonly expiresMs: number;
}

export interface IssuedToken {
  readonly text: string;
  readonly expiresMs: number;
}

/** Where keys come from; see storage/signing-keys.ts. */
export interface KeySource {
  /** The key that signs now. */
  signingKey(): Promise<RingKey>;
  /** A key whose tokens are good; undefined when there is none of that id. */
  knownKey(kid: string): Promise<RingKey | undefined>;
}

/** Issues and verifies access tokens: JWTs signed with EdDSA (Ed25519), and nothing else. */
export class AccessTokens {
  readonly #keys: KeySource;
  readonly #seal: Seal;
  readonly #ttlMs: number;

  constructor(keys: KeySource, seal: Seal, ttlMs: number) {
    this.#keys = keys;
    this.#seal = seal;
    this.#ttlMs = ttlMs;
  }

  /** The same claims give the same token as long as the same key signs: EdDSA has no randomness. */
  async issue(claims: AccessClaims): Promise<IssuedToken> {
    const key = await this.#keys.signingKey();
    const issuedSec = Math.floor(claims.issuedMs / 1000);
    const expiresSec = Math.floor((claims.issuedMs + this.#ttlMs) / 1000);
    const payload = {
      roles: claims.roles,
      scope: claims.scopes.join(' '),
      ...(claims.sessionId === undefined ? {} : { sid: claims.sessionId }),
    };
    const text = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'JWT' })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(claims.subject)
      .setJti(claims.tokenId)
      .setIssuedAt(issuedSec)
      .setExpirationTime(expiresSec)
      .sign(privateKeyOf(key, this.#seal));
    return { text, expiresMs: expiresSec * 1000 };
  }

  /** @throws DomainError UNAUTHENTICATED TOKEN_INVALID */
  async verify(token: string, nowMs: number): Promise<VerifiedClaims> {
    try {
      const { payload } = await jwtVerify(token, async ({ kid }) => this.#publicKey(kid), {
        algorithms: ['EdDSA'],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        requiredClaims: ['sub', 'jti', 'iat', 'exp'],
        currentDate: new Date(nowMs),
      });
      const { sub = '', jti = '', iat = 0, exp = 0, sid, scope } = payload;
      return {
        subject: sub,
        sessionId: typeof sid === 'string' ? sid : undefined,
        roles: Array.isArray(payload['roles']) ? payload['roles'].map(String) : [],
        scopes: typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : [],
        tokenId: jti,
        issuedMs: iat * 1000,
        expiresMs: exp * 1000,
      };
    } catch (error) {
      if (error instanceof errors.JOSEError) throw tokenInvalid();
      throw error;
    }
  }

  async #publicKey(kid: string | undefined): Promise<KeyObject> {
    const key = kid === undefined ? undefined : await this.#keys.knownKey(kid);
    if (key === undefined) throw tokenInvalid();
    return publicKeyOf(key);
  }
}
