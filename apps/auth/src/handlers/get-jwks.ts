import type { AuthDeps, AuthHandler } from '../deps.js';

export function getJwks({ keys }: AuthDeps): AuthHandler<'getJwks'> {
  return async () => ({
    keys: (await keys.knownKeys()).map(({ kid, publicKey }) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      x: publicKey,
      kid,
      use: 'sig',
      alg: 'EdDSA',
    })),
  });
}
