import { AuthServiceClient, type SessionTokens } from '@bodybroker/contracts-auth';
import { createMemoryBroker } from '@bodybroker/nats-sdk';
import { startHarness } from '@bodybroker/testing';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { service } from '../src/service.js';
import {
  DAY,
  MINUTE,
  PASSWORD,
  badCredentials,
  contentPath,
  environment,
  startAuth,
  tokenInvalid,
  topology,
  type AuthRig,
} from './auth-rig.js';

describe('auth', () => {
  let auth: AuthRig;
  beforeEach(async () => {
    auth = await startAuth();
  });
  afterEach(() => auth.stop());

  describe('keys', () => {
    const verify = async (token: string) => {
      const { keys } = await auth.anyone.getJwks({});
      const options = { issuer: 'body-broker', audience: 'body-broker', currentDate: new Date(auth.clock.now()) };
      return jwtVerify(token, createLocalJWKSet({ keys }), options);
    };

    it('let a stock JWT library verify a token', async () => {
      const { accessToken, accountId, sessionId } = await auth.register();
      const { payload, protectedHeader } = await verify(accessToken);
      expect(protectedHeader.alg).toBe('EdDSA');
      expect(payload).toMatchObject({ sub: accountId, sid: sessionId, roles: ['player'], scope: 'play' });
      expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
      expect(payload.jti).toMatch(/^tok_/);
    });

    it('change after 30 days; the old public key stays for a day', async () => {
      const before = await auth.register();
      auth.clock.advance(30 * DAY - MINUTE);
      const last = await auth.login();
      auth.clock.advance(MINUTE);
      const after = await auth.login();
      const kid = ({ accessToken }: SessionTokens) => decodeProtectedHeader(accessToken).kid;
      expect(kid(last)).toBe(kid(before));
      expect(kid(after)).not.toBe(kid(before));
      await verify(last.accessToken);
      await auth.validate(last);
      expect((await auth.anyone.getJwks({})).keys.map((key) => key.kid)).toEqual([kid(after), kid(before)]);
      auth.clock.advance(DAY);
      expect((await auth.anyone.getJwks({})).keys.map((key) => key.kid)).toEqual([kid(after)]);
    });

    it('refuse an expired token and one signed with another key', async () => {
      const tokens = await auth.register();
      auth.clock.advance(10 * MINUTE);
      await expect(auth.validate(tokens)).rejects.toEqual(tokenInvalid);
      const stranger = await startHarness(service, {
        broker: createMemoryBroker({ topology }),
        clock: auth.clock,
        environment,
        contentPath,
      });
      const foreign = await stranger.client(AuthServiceClient).register({ username: 'eve', password: PASSWORD });
      await expect(auth.validate({ accessToken: foreign.sessionTokens?.accessToken ?? '' })).rejects.toEqual(
        tokenInvalid,
      );
      await expect(auth.validate({ accessToken: 'a.b.c' })).rejects.toEqual(tokenInvalid);
      await stranger.stop();
    });

    it('never store a token, a password or a private key in clear', async () => {
      const tokens = await auth.register();
      const next = await auth.refresh(tokens);
      const texts: string[] = [];
      for (const kind of ['account', 'sessions', 'refresh', 'signing-keys']) {
        for await (const { id, stored } of auth.store.scan(kind)) texts.push(id, Buffer.from(stored.bytes).toString());
      }
      const all = texts.join('\n');
      for (const secret of [tokens.refreshToken, next.refreshToken, next.accessToken, PASSWORD])
        expect(all).not.toContain(secret);
      expect(all).not.toContain(next.refreshToken.split('.')[1]);
      expect(all).not.toMatch(/PRIVATE KEY|"d":/);
    });
  });

  it('issues a token to a service that knows the secret', async () => {
    const ask = (serviceSecret: string) =>
      auth.trusted.issueServiceToken({ service: 'router', serviceSecret, scopes: ['route'] });
    const { accessToken } = await ask(environment.BB_SERVICE_SECRET);
    expect(await auth.validate({ accessToken }, 'route')).toMatchObject({
      subject: 'service:router',
      sessionId: '',
      roles: ['service'],
    });
    await expect(ask('a guess')).rejects.toEqual(badCredentials);
  });

  it('tells what happens in the order in which it does', async () => {
    const tokens = await auth.register();
    await auth.owner(tokens).logout({});
    await auth.harness.service.stop({ timeoutMs: 1000 });
    const types = (await auth.eventTypes()).filter((type) => type !== 'registered');
    expect(types).toEqual(['logged_in', 'session_revoked']);
  });
});
