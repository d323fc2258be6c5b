import { nkeys } from 'nats';

/** An nkey of a user: the server knows the public half, the process keeps the seed. */
export interface UserKey {
  /** `SU…` */
  readonly seed: string;
  /** `U…` */
  readonly publicKey: string;
}

/** Makes a key nobody else has. */
export function createUserKey(): UserKey {
  const key = nkeys.createUser();
  return { seed: new TextDecoder().decode(key.getSeed()), publicKey: key.getPublicKey() };
}

/** The public half of a seed. @throws Error when it is no seed */
export function publicKeyOf(seed: string): string {
  return nkeys.fromSeed(new TextEncoder().encode(seed)).getPublicKey();
}
