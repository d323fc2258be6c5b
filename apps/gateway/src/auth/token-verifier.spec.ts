import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JSONWebKeySet } from 'jose';
import type { AccessToken } from './access-token.js';
import { JwksCache } from './jwks-cache.js';
import { Revocations } from './revocations.js';
import { TokenVerifier } from './token-verifier.js';

const NOW_MS = 1_800_000_000_000;

describe('TokenVerifier', () => {
  let nowMs: number;
  let jwks: JSONWebKeySet;
  let fetches: number;
  let key: CryptoKey;
  let revocations: Revocations;
  let verifier: TokenVerifier;
  let failing: boolean;

  const verify = async (token: string): Promise<AccessToken> => verifier.verify(token);

  const newKey = async (kid: string): Promise<CryptoKey> => {
    const pair = await generateKeyPair('EdDSA', { extractable: true });
    jwks = { keys: [...jwks.keys, { ...(await exportJWK(pair.publicKey)), kid, alg: 'EdDSA', use: 'sig' }] };
    return pair.privateKey;
  };

  const sign = (
    claims: Record<string, unknown> = {},
    options: { readonly kid?: string; readonly with?: CryptoKey; readonly alg?: string } = {},
  ): Promise<string> =>
    new SignJWT({
      sub: 'acc1',
      sid: 'ses1',
      roles: [],
      scope: 'a b',
      iss: 'body-broker',
      aud: 'body-broker',
      iat: NOW_MS / 1000,
      exp: NOW_MS / 1000 + 600,
      ...claims,
    })
      .setProtectedHeader({ alg: options.alg ?? 'EdDSA', kid: options.kid ?? 'k1' })
      .sign(options.with ?? key);

  beforeEach(async () => {
    nowMs = NOW_MS;
    jwks = { keys: [] };
    fetches = 0;
    failing = false;
    key = await newKey('k1');
    const now = (): number => nowMs;
    revocations = new Revocations({ now });
    const keys = new JwksCache(
      () => {
        fetches += 1;
        return failing ? Promise.reject(new Error('away')) : Promise.resolve(jwks);
      },
      { now },
    );
    verifier = new TokenVerifier({ keys, revocations, now });
  });

  it('tells who a token is for', async () => {
    expect((await verify(await sign())).principal).toEqual({
      actor: { kind: 'player', id: 'acc1' },
      roles: [],
      scopes: ['a', 'b'],
      sessionId: 'ses1',
    });
    expect((await verify(await sign({ roles: ['admin'] }))).principal.actor).toEqual({
      kind: 'admin',
      id: 'acc1',
    });
    const service = await verify(await sign({ sub: 'service:quest-system', roles: ['service'], sid: undefined }));
    expect(service.principal).toMatchObject({ actor: { kind: 'service', id: 'quest-system' }, sessionId: undefined });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['another issuer', { iss: 'x' }, 'TOKEN_INVALID'],
    ['another audience', { aud: 'x' }, 'TOKEN_INVALID'],
    ['no subject', { sub: undefined }, 'TOKEN_INVALID'],
    ['no expiry', { exp: undefined }, 'TOKEN_INVALID'],
    ['a past expiry', { exp: NOW_MS / 1000 - 1 }, 'TOKEN_EXPIRED'],
    ['a start to come', { nbf: NOW_MS / 1000 + 60 }, 'TOKEN_INVALID'],
  ])('refuses %s', async (_what, claims, reason) => {
    await expect(verify(await sign(claims))).rejects.toMatchObject({ code: 'UNAUTHENTICATED', reason });
  });

  it('refuses other algorithms, other keys, changed tokens and rubbish', async () => {
    const other = await generateKeyPair('EdDSA');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"a"}').toString('base64url')}.`;
    const hmac = await new SignJWT({ sub: 'acc1' })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(Buffer.alloc(32));
    const good = await sign();
    const [head = '', , signature = ''] = good.split('.');
    const changed = `${head}.${Buffer.from(JSON.stringify({ sub: 'admin' })).toString('base64url')}.${signature}`;
    for (const token of [
      await sign({}, { with: other.privateKey }),
      none,
      hmac,
      changed,
      'rubbish',
      'a.b.c',
      'x'.repeat(9000),
    ]) {
      await expect(verify(token)).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
    }
  });

  it('takes EdDSA only, whatever other keys auth may publish', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    jwks = { keys: [...jwks.keys, { ...(await exportJWK(pair.publicKey)), kid: 'es', alg: 'ES256', use: 'sig' }] };
    const token = await sign({}, { kid: 'es', with: pair.privateKey, alg: 'ES256' });
    await expect(verify(token)).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
  });

  it('notices that a token it knows has expired', async () => {
    const token = await sign({ exp: NOW_MS / 1000 + 10 });
    await verify(token);
    nowMs += 10_000;
    await expect(verify(token)).rejects.toMatchObject({ reason: 'TOKEN_EXPIRED' });
  });

  it('refuses a revoked session at once', async () => {
    const token = await sign();
    await verify(token);
    revocations.put('sid.ses1', Buffer.from('{}'));
    await expect(verify(token)).rejects.toMatchObject({ reason: 'TOKEN_REVOKED' });
    revocations.delete('sid.ses1');
    await verify(token);
  });

  it('refuses the tokens of an account from before a moment', async () => {
    const old = await sign();
    const fresh = await sign({ iat: NOW_MS / 1000 + 1 });
    revocations.put('account.acc1', Buffer.from(JSON.stringify({ notBeforeMs: NOW_MS + 1000 })));
    await expect(verify(old)).rejects.toMatchObject({ reason: 'TOKEN_REVOKED' });
    await verify(fresh);
    revocations.put('account.acc1', Buffer.from('?'));
    await expect(verify(fresh)).rejects.toMatchObject({ reason: 'TOKEN_REVOKED' });
  });

  it('asks for new keys when it meets an unknown one, but not each time', async () => {
    await verify(await sign());
    expect(fetches).toBe(1);
    const next = await newKey('k2');
    nowMs += 2000;
    await verify(await sign({}, { kid: 'k2', with: next }));
    expect(fetches).toBe(2);
    for (const kid of ['x1', 'x2', 'x3'])
      await expect(verify(await sign({}, { kid }))).rejects.toMatchObject({ reason: 'TOKEN_INVALID' });
    expect(fetches).toBe(2);
  });

  it('says that it cannot tell while it has no keys, and lives on old ones', async () => {
    failing = true;
    await expect(verify(await sign())).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'KEYS_UNAVAILABLE',
    });
    failing = false;
    nowMs += 2000;
    const token = await sign({ exp: NOW_MS / 1000 + 7200 });
    await verify(token);
    failing = true;
    nowMs += 3_600_000;
    await verify(token);
  });

  it('forgets revocations that no token can outlive', () => {
    revocations.put('sid.old', Buffer.from('{}'));
    nowMs += 25 * 3_600_000;
    revocations.put('sid.new', Buffer.from('{}'));
    expect(revocations.size).toBe(1);
  });
});
