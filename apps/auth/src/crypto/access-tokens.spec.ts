import { SignJWT } from 'jose';
import type { RingKey } from '../domain/key-ring.js';
import { AccessTokens, TOKEN_AUDIENCE, TOKEN_ISSUER } from './access-tokens.js';
import { createSeal } from './seal.js';
import { createSigningKey, privateKeyOf } from './signing-key.js';

const nowMs = Date.UTC(2026, 0, 1);
const seal = createSeal('secret', 'keys');
const claims = {
  subject: 'acc_1',
  sessionId: 'ses_1',
  roles: ['player'],
  scopes: ['play'],
  tokenId: 'tok_1',
  issuedMs: nowMs,
};
const invalid = expect.objectContaining({ code: 'UNAUTHENTICATED', reason: 'TOKEN_INVALID' }) as object;

describe('AccessTokens', () => {
  let key: RingKey;
  let tokens: AccessTokens;

  beforeAll(async () => {
    key = await createSigningKey(seal, nowMs);
    const source = {
      signingKey: () => Promise.resolve(key),
      knownKey: (kid: string) => Promise.resolve(kid === key.kid ? key : undefined),
    };
    tokens = new AccessTokens(source, seal, 600_000);
  });

  const signed = (change: (jwt: SignJWT) => SignJWT, { alg = 'EdDSA', kid = key.kid } = {}): Promise<string> => {
    const jwt = new SignJWT({ roles: ['admin'] })
      .setProtectedHeader({ alg, kid })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject('acc_1')
      .setJti('tok_1')
      .setIssuedAt(nowMs / 1000)
      .setExpirationTime(nowMs / 1000 + 600);
    return change(jwt).sign(alg === 'EdDSA' ? privateKeyOf(key, seal) : Buffer.from(key.publicKey));
  };

  it('reads what it has issued, for its ten minutes', async () => {
    const { text, expiresMs } = await tokens.issue(claims);
    expect(expiresMs).toBe(nowMs + 600_000);
    expect(await tokens.verify(text, nowMs + 599_999)).toEqual({ ...claims, expiresMs });
    await expect(tokens.verify(text, expiresMs)).rejects.toEqual(invalid);
  });

  it('issues the same token for the same claims', async () => {
    expect(await tokens.issue(claims)).toEqual(await tokens.issue(claims));
  });

  it('takes a token that is like its own', async () => {
    await expect(tokens.verify(await signed((jwt) => jwt), nowMs)).resolves.toMatchObject({ subject: 'acc_1' });
  });

  it.each<[string, (jwt: SignJWT) => SignJWT]>([
    ['for somebody else', (jwt) => jwt.setAudience('another-game')],
    ['of another issuer', (jwt) => jwt.setIssuer('somebody')],
    ['that is not good yet', (jwt) => jwt.setNotBefore(nowMs / 1000 + 60)],
  ])('refuses a token %s', async (_name, change) => {
    await expect(tokens.verify(await signed(change), nowMs)).rejects.toEqual(invalid);
  });

  it.each(['key_unknown', ''])('refuses a token of the key "%s"', async (kid) => {
    await expect(tokens.verify(await signed((jwt) => jwt, { kid }), nowMs)).rejects.toEqual(invalid);
  });

  it('refuses a token signed with the public key as a shared secret', async () => {
    await expect(tokens.verify(await signed((jwt) => jwt, { alg: 'HS256' }), nowMs)).rejects.toEqual(invalid);
  });

  it('refuses a token without a signature', async () => {
    const [, body = ''] = (await signed((jwt) => jwt)).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: key.kid })).toString('base64url');
    await expect(tokens.verify(`${header}.${body}.`, nowMs)).rejects.toEqual(invalid);
  });
});
