import { generateKeyPairSync, sign } from 'node:crypto';
import { JsonWebKey } from '@bodybroker/contracts-auth';

const KEY_ID = 'bench';
const LIFE_SECONDS = 24 * 3600;

export interface SignedIn {
  /** An access token such as auth issues to a player. */
  readonly token: string;
  /** The public key it is signed with, as auth's GetJwks answers it, in JSON. */
  readonly jwk: string;
}

/** Signs a player in without auth: with a key of our own, which the service of the benchmark publishes in auth's place. */
export function signIn(nowMs: number): SignedIn {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const issuedSeconds = Math.floor(nowMs / 1000);
  const head = { alg: 'EdDSA', kid: KEY_ID, typ: 'JWT' };
  const claims = {
    iss: 'body-broker',
    aud: 'body-broker',
    sub: 'acc_bench',
    sid: 'ses_bench',
    jti: 'bench',
    roles: ['player'],
    scope: '',
    iat: issuedSeconds,
    exp: issuedSeconds + LIFE_SECONDS,
  };
  const signed = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign(null, Buffer.from(signed), privateKey).toString('base64url');
  const { kty = '', crv = '', x = '' } = publicKey.export({ format: 'jwk' });
  const jwk = JsonWebKey.create({ kty, crv, x, kid: KEY_ID, use: 'sig', alg: 'EdDSA' });
  return { token: `${signed}.${signature}`, jwk: JsonWebKey.toJsonString(jwk) };
}
