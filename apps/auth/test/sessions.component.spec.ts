import { startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import {
  DAY,
  MINUTE,
  PASSWORD,
  badCredentials,
  contentPath,
  environment,
  refused,
  startAuth,
  tokenInvalid,
  type AuthRig,
} from './auth-rig.js';

describe('auth', () => {
  let auth: AuthRig;
  beforeEach(async () => {
    auth = await startAuth();
  });
  afterEach(() => auth.stop());

  describe('refreshing', () => {
    it('gives a new pair; the old token again within 10 s gives the same pair', async () => {
      const first = await auth.register();
      auth.clock.advance(1000);
      const second = await auth.refresh(first);
      expect(second).toMatchObject({
        sessionId: first.sessionId,
        refreshExpiresMs: BigInt(auth.clock.now() + 30 * DAY),
      });
      expect(second.refreshToken).not.toBe(first.refreshToken);
      auth.clock.advance(9000);
      expect(await auth.refresh(first)).toEqual(second);
      await auth.refresh(second);
    });

    it('gives all who refresh at once the same pair', async () => {
      const first = await auth.register();
      const pairs = await Promise.all(Array.from({ length: 5 }, () => auth.refresh(first)));
      expect(new Set(pairs.map(({ refreshToken }) => refreshToken)).size).toBe(1);
      expect(new Set(pairs.map(({ accessToken }) => accessToken)).size).toBe(1);
    });

    it('takes a used token for a theft 15 s later, and ends the session at once', async () => {
      const first = await auth.register();
      const second = await auth.refresh(first);
      auth.clock.advance(15_000);
      await expect(auth.refresh(first)).rejects.toEqual(refused('UNAUTHENTICATED', 'TOKEN_REUSED'));
      await expect(auth.validate(second)).rejects.toEqual(tokenInvalid);
      await expect(auth.refresh(second)).rejects.toEqual(tokenInvalid);
      await expect(auth.refresh(first)).rejects.toEqual(refused('UNAUTHENTICATED', 'TOKEN_REUSED'));
      expect(await auth.revoked()).toContain(`sid.${first.sessionId}`);
      const types = await auth.eventTypes();
      expect(types.filter((type) => type === 'reuse_detected')).toHaveLength(1);
    });

    it('knows a session for 30 days after it was last refreshed', async () => {
      const first = await auth.register();
      auth.clock.advance(29 * DAY);
      const second = await auth.refresh(first);
      auth.clock.advance(29 * DAY);
      const third = await auth.refresh(second);
      auth.clock.advance(30 * DAY);
      await expect(auth.refresh(third)).rejects.toEqual(tokenInvalid);
    });

    it.each(['', 'x', 'acc_01jd0000000000000000000000.', `acc_${'0'.repeat(26)}.${'A'.repeat(43)}`])(
      'does not know the token "%s"',
      async (refreshToken) => {
        await expect(auth.refresh({ refreshToken })).rejects.toMatchObject({
          code: expect.stringMatching(/^(UNAUTH|INVALID)/),
        });
      },
    );

    it('works across replicas', async () => {
      const other = await startHarness(service, {
        broker: auth.broker,
        store: auth.store,
        clock: auth.clock,
        environment,
        contentPath,
        instance: 'auth-2',
      });
      const first = await auth.register();
      const pairs = await Promise.all(Array.from({ length: 8 }, () => auth.refresh(first)));
      expect(new Set(pairs.map(({ refreshToken }) => refreshToken)).size).toBe(1);
      for (const pair of pairs) await auth.validate(pair);
      await other.stop();
    });
  });

  describe('sessions', () => {
    it('refuses the access token of a session that was logged out of, at once', async () => {
      const tokens = await auth.register();
      expect(await auth.owner(tokens).logout({})).toEqual({ revoked: 1 });
      await expect(auth.validate(tokens)).rejects.toEqual(tokenInvalid);
      expect(await auth.revoked()).toEqual([`sid.${tokens.sessionId}`]);
      expect(await auth.owner(tokens).logout({})).toEqual({ revoked: 0 });
    });

    it('does not let anybody end another’s session', async () => {
      const ana = await auth.register();
      const bob = auth.owner(await auth.register('bob'));
      expect(await bob.logout({ sessionId: ana.sessionId })).toEqual({ revoked: 0 });
      expect(await auth.revoked()).toEqual([]);
      await auth.validate(ana);
    });

    it('ends all sessions of an account', async () => {
      const first = await auth.register();
      const second = await auth.login();
      expect(await auth.owner(first).logoutAll({})).toEqual({ revoked: 2 });
      for (const tokens of [first, second]) await expect(auth.validate(tokens)).rejects.toEqual(tokenInvalid);
      await auth.validate(await auth.login());
    });

    it('lists them newest first and ends the one that is named', async () => {
      const first = await auth.register();
      const { accountId } = first;
      const device = { id: 'd1', name: 'Den PC', platform: 'linux' };
      const second = await auth.anyone.login({ username: 'ana', password: PASSWORD, device });
      const { sessions } = await auth.owner(first).listSessions({ accountId });
      expect(sessions.map(({ sessionId, deviceName, current }) => [sessionId, deviceName, current])).toEqual([
        [second.sessionId, 'Den PC', false],
        [first.sessionId, '', true],
      ]);
      const page = await auth.owner(first).listSessions({ accountId, pageSize: 1 });
      const rest = await auth.owner(first).listSessions({ accountId, pageSize: 1, pageToken: page.nextPageToken });
      expect(rest).toMatchObject({ sessions: [{ sessionId: first.sessionId }], nextPageToken: '' });
      await auth.owner(first).revokeSession({ accountId, sessionId: second.sessionId });
      await expect(auth.refresh(second)).rejects.toEqual(tokenInvalid);
      await auth.validate(first);
    });

    it('ends the oldest when there are more than ten', async () => {
      const first = await auth.register();
      for (let n = 0; n < 10; n += 1) await auth.login();
      await expect(auth.validate(first)).rejects.toEqual(tokenInvalid);
      expect(await auth.revoked()).toEqual([`sid.${first.sessionId}`]);
      const { sessions } = await auth.owner(first).listSessions({ accountId: first.accountId });
      expect(sessions).toHaveLength(10);
    });

    it('ends the others when the password changes', async () => {
      const here = await auth.register();
      const there = await auth.login();
      const change = { accountId: here.accountId, oldPassword: PASSWORD, newPassword: 'marrow, salt and rope' };
      expect(await auth.owner(here).changePassword(change)).toEqual({ revoked: 1 });
      await auth.validate(here);
      await expect(auth.validate(there)).rejects.toEqual(tokenInvalid);
      await expect(auth.login()).rejects.toEqual(badCredentials);
      await auth.login('ana', change.newPassword);
    });
  });

  describe('locking out', () => {
    it('locks a name for a minute after five failures, also for the right password', async () => {
      await auth.register();
      for (let n = 0; n < 5; n += 1)
        await expect(auth.login('ana', 'a wrong password')).rejects.toEqual(badCredentials);
      const locked = refused('RESOURCE_EXHAUSTED', 'LOCKED_OUT', { retryAfterMs: MINUTE });
      await expect(auth.login('ana', 'a wrong password')).rejects.toEqual(locked);
      await expect(auth.login()).rejects.toEqual(locked);
      auth.clock.advance(MINUTE);
      await auth.login();
    });

    it('locks a name nobody has in the same way', async () => {
      for (let n = 0; n < 5; n += 1) await expect(auth.login('nobody')).rejects.toEqual(badCredentials);
      await expect(auth.login('nobody')).rejects.toEqual(refused('RESOURCE_EXHAUSTED', 'LOCKED_OUT'));
    });

    it('counts failures of one address over all names', async () => {
      const from = (address: string) => ({ headers: { 'Bb-Client-Address': address } });
      for (let n = 0; n < 20; n += 1) {
        const attempt = { username: `user${n}`, password: 'whatever it is' };
        await expect(auth.anyone.login(attempt, from('192.0.2.1'))).rejects.toEqual(badCredentials);
      }
      await auth.register();
      const right = { username: 'ana', password: PASSWORD };
      await expect(auth.anyone.login(right, from('192.0.2.1'))).rejects.toEqual(
        refused('RESOURCE_EXHAUSTED', 'LOCKED_OUT'),
      );
      await auth.anyone.login(right, from('192.0.2.2'));
      auth.clock.advance(MINUTE);
      await auth.anyone.login(right, from('192.0.2.1'));
    });
  });
});
