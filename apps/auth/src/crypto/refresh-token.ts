import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * A refresh token is `<account id>.<256 random bits, base64url>`: clients take it as one opaque text, the account finds the
 * shard its record is in. Only the sha256 of it is stored.
 */
export interface RefreshToken {
  readonly accountId: string;
  readonly text: string;
}

const TOKEN = /^(acc_[0-9a-z]{26})\.[A-Za-z0-9_-]{43}$/;

export function createRefreshToken(accountId: string): RefreshToken {
  return { accountId, text: `${accountId}.${randomBytes(32).toString('base64url')}` };
}

/** Undefined for what cannot be one. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  const accountId = TOKEN.exec(text)?.[1];
  return accountId === undefined ? undefined : { accountId, text };
}

/**
 * The token that takes a used one's place. It follows from the used token and a salt, so that a repeat gives the same one though
 * neither is stored: whoever reads the store has the salt, but not the token.
 */
export function successorOf({ accountId, text }: RefreshToken, salt: string): RefreshToken {
  const secret = createHmac('sha256', text).update(`successor|${salt}`).digest('base64url');
  return { accountId, text: `${accountId}.${secret}` };
}

export function newSalt(): string {
  return randomBytes(16).toString('base64url');
}

/** What a token is stored under. */
export function hashOf({ text }: RefreshToken): string {
  return createHash('sha256').update(text).digest('base64url');
}
