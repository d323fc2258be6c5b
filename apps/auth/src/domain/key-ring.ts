/** How long a key signs. */
export const KEY_LIFE_MS = 30 * 24 * 3_600_000;
/** How long its public half stays known after that: longer than any token signed with it lives. */
export const KEY_AFTERLIFE_MS = 24 * 3_600_000;

/** A key pair for signing. */
export interface RingKey {
  readonly kid: string;
  readonly createdMs: number;
  /** When a newer key took over; undefined for the newest. */
  readonly supersededMs: number | undefined;
  /** The public key, base64url. */
  readonly publicKey: string;
  /** The private key, sealed; see crypto/seal.ts. */
  readonly sealedPrivateKey: string;
}

/** The keys of all replicas, newest first. */
export interface KeyRing {
  readonly keys: readonly RingKey[];
}

export const EMPTY_RING: KeyRing = { keys: [] };

/** Whether it is time for a new key. */
export function needsNewKey({ keys: [newest] }: KeyRing, nowMs: number): boolean {
  return newest === undefined || newest.createdMs + KEY_LIFE_MS <= nowMs;
}

/** A ring in which a new key signs; keys whose afterlife is over leave. */
export function withNewKey(ring: KeyRing, key: RingKey, nowMs: number): KeyRing {
  const others = ring.keys.map((old) => ({ ...old, supersededMs: old.supersededMs ?? nowMs }));
  return { keys: [key, ...knownKeys({ keys: others }, nowMs)] };
}

/** The keys whose tokens are still good. */
export function knownKeys({ keys }: KeyRing, nowMs: number): readonly RingKey[] {
  return keys.filter(({ supersededMs }) => supersededMs === undefined || supersededMs + KEY_AFTERLIFE_MS > nowMs);
}
