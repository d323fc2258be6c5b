import { Algorithm, hash, verify } from '@node-rs/argon2';

/** What costs an attacker time: argon2id with OWASP's first choice of parameters, about 30 ms. */
const PARAMETERS = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

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
