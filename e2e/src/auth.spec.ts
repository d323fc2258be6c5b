import { createLocalJWKSet, jwtVerify } from 'jose';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';

const { api } = sharedStack();

describe('auth, through the gateway', () => {
  it('lets a registered player in and nobody without a token', async () => {
    const player = await api.player();
    const login = await api.post('/v1/auth:login', { username: player.username, password: player.password });
    expect(login.status).toBe(200);
    expect((await api.get(`/v1/accounts/${player.id}`, { token: login.body.accessToken })).status).toBe(200);
    const without = await api.get(`/v1/accounts/${player.id}`);
    expect(without.status).toBe(401);
    expect(without.headers.get('content-type')).toContain('application/problem+json');
  });

  it('keeps a player out of another account', async () => {
    const [one, other] = [await api.player(), await api.player()];
    const answer = await api.get(`/v1/accounts/${other.id}`, { token: one.token });
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('PERMISSION_DENIED');
  });

  it('revokes the whole family when a used refresh token comes back after its grace', async () => {
    const player = await api.player();
    const first = await api.post('/v1/auth:refresh', { refreshToken: player.refreshToken });
    expect(first.status).toBe(200);
    const lostReply = await api.post('/v1/auth:refresh', { refreshToken: player.refreshToken });
    expect(lostReply.status).toBe(200);
    expect(lostReply.body.refreshToken).toBe(first.body.refreshToken);
    await new Promise((wake) => setTimeout(wake, 11_000));
    const reused = await api.post('/v1/auth:refresh', { refreshToken: player.refreshToken });
    expect(reused.status).toBe(401);
    expect(reused.body.reason).toBe('TOKEN_REUSED');
    await eventually(async () => {
      const answer = await api.get(`/v1/accounts/${player.id}`, { token: first.body.accessToken });
      expect(answer.status).toBe(401);
    }, 1000);
  }, 20_000);

  it('refuses an access token within a second of the logout', async () => {
    const player = await api.player();
    expect((await api.post('/v1/auth:logout', {}, { token: player.token })).status).toBe(200);
    await eventually(async () => {
      expect((await api.get(`/v1/accounts/${player.id}`, { token: player.token })).status).toBe(401);
    }, 1000);
  });

  it('locks an account after five bad passwords, for the right one too', async () => {
    const player = await api.player();
    const login = (password: string) => api.post('/v1/auth:login', { username: player.username, password });
    for (let i = 0; i < 5; i += 1) expect((await login('wrong-password-1')).body.reason).toBe('BAD_CREDENTIALS');
    const locked = await login(player.password);
    expect(locked.status).toBe(429);
    expect(locked.body.reason).toBe('LOCKED_OUT');
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('publishes keys a stock JWT library verifies access tokens with', async () => {
    const player = await api.player();
    const jwks = await api.get('/v1/auth/jwks');
    const { payload, protectedHeader } = await jwtVerify(player.token, createLocalJWKSet(jwks.body), {
      algorithms: ['EdDSA'],
      issuer: 'body-broker',
      audience: 'body-broker',
    });
    expect(payload.sub).toBe(player.id);
    expect(payload['sid']).toBe(player.sessionId);
    expect(protectedHeader.kid).toBeDefined();
  });

  it.each([
    ['a short password', { username: 'shorty', password: 'short' }, 'WEAK_PASSWORD'],
    ['a common password', { username: 'commoner', password: 'password1234' }, 'WEAK_PASSWORD'],
    ['a bad name', { username: 'No Spaces!', password: 'a-long-enough-one-9' }, undefined],
  ])('refuses %s', async (_case, body, reason) => {
    const answer = await api.post('/v1/auth:register', body);
    expect(answer.status).toBe(400);
    if (reason !== undefined) expect(answer.body.reason).toBe(reason);
  });
});
