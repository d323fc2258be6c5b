import { hash, verify } from '@node-rs/argon2';

/** argon2id; the library's enum of algorithms is not there at run time. */
const ARGON2ID = 2;
/** OWASP's parameters for argon2id with the least memory: about 30 ms for us, and for whoever guesses. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes and checks passwords. Runs off the main thread. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** False for a hash of undefined too, after the same time: nobody can tell from the clock that there is no such user. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
}

/** The hasher of production. `decoy` is any text nobody logs in with. */
export async function createPasswordHasher(decoy: string): Promise<PasswordHasher> {
  const decoyHash = await hash(decoy, PARAMETERS);
  return {
    hash: (password) => hash(password, PARAMETERS),
    verify: async (known, password) => {
      const matches = await verify(known ?? decoyHash, password);
      return matches && known !== undefined;
    },
  };
}
