/** For how long a used refresh token still gives the successor it gave: a client that lost the answer may ask again. */
export const REUSE_GRACE_MS = 10_000;

/** What became of a refresh token when it was used. */
export interface Use {
  /** Unix milliseconds. */
  readonly usedMs: number;
  /** What the successor was derived with; see crypto/refresh-token.ts. */
  readonly salt: string;
  /** Id of the access token that came with it. */
  readonly jti: string;
}

/** What is kept of a refresh token, under the hash of it. */
export interface RefreshRecord {
  readonly sessionId: string;
  readonly generation: number;
  /** Undefined until it is used. */
  readonly use: Use | undefined;
}

export type Presentation =
  /** The newest token of a live session. */
  | { readonly kind: 'rotate' }
  /** Used a moment ago: the same successor again. */
  | { readonly kind: 'repeat'; readonly use: Use }
  /** Used before: somebody has a copy. */
  | { readonly kind: 'reused' }
  /** Its session is over. */
  | { readonly kind: 'over' };

/** What showing a token means. A token that was used gives itself away even when its session is over. */
export function judgePresentation(record: RefreshRecord, session: 'live' | 'over', nowMs: number): Presentation {
  const { use } = record;
  if (use === undefined) return { kind: session === 'live' ? 'rotate' : 'over' };
  if (nowMs - use.usedMs > REUSE_GRACE_MS) return { kind: 'reused' };
  return session === 'live' ? { kind: 'repeat', use } : { kind: 'over' };
}
