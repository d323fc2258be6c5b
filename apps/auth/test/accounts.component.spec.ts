import {
  DAY,
  MINUTE,
  PASSWORD,
  badCredentials,
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

  describe('accounts', () => {
    it('registers, logs in in any case, and says whose a token is', async () => {
      const first = await auth.register('Ana.Lee');
      const second = await auth.login('ANA.LEE');
      expect(second.accountId).toBe(first.accountId);
      expect(await auth.validate(second, 'play')).toEqual({
        subject: first.accountId,
        sessionId: second.sessionId,
        scopes: ['play'],
        roles: ['player'],
        expiresMs: BigInt(auth.clock.now() + 10 * MINUTE),
      });
      await expect(auth.validate(second, 'admin')).rejects.toEqual(refused('PERMISSION_DENIED', 'MISSING_SCOPE'));
      expect(await auth.owner(first).getAccount({ accountId: first.accountId })).toMatchObject({
        username: 'ana.lee',
        displayName: 'Ana.Lee',
        roles: ['player'],
        version: 1n,
      });
    });

    it('gives one of several who ask for a name at once an account', async () => {
      const asked = await Promise.allSettled(['bob', 'BOB', 'ｂｏｂ', 'Bob'].map((name) => auth.register(name)));
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect(auth.register('bob')).rejects.toEqual(refused('ALREADY_EXISTS', 'USERNAME_TAKEN'));
    });

    it.each([
      ['too short', 'nine char', 'TOO_SHORT'],
      ['too long', 'x'.repeat(129), 'TOO_LONG'],
      ['common', 'Password123', 'COMMON'],
      ['a walk', 'abcdefghijkl', 'COMMON'],
      ['the name again and again', 'anaanaanaana', 'CONTAINS_USERNAME'],
    ])('refuses a password that is %s', async (_name, password, rule) => {
      const details = { field: 'password', rule };
      await expect(auth.register('ana', password)).rejects.toEqual(
        refused('INVALID_ARGUMENT', 'WEAK_PASSWORD', { details }),
      );
    });

    it.each(['ab', 'a name', 'x'.repeat(33), 'a/b'])('refuses the name "%s"', async (username) => {
      await expect(auth.register(username)).rejects.toEqual(refused('INVALID_ARGUMENT', 'BAD_USERNAME'));
    });

    it('answers a login with a name nobody can have like any other', async () => {
      await expect(auth.login('no such name!')).rejects.toEqual(badCredentials);
    });

    it('changes what a mask names, at the version that is expected', async () => {
      const tokens = await auth.register();
      const { accountId } = tokens;
      const update = (paths: string[], expectedVersion?: bigint) =>
        auth.owner(tokens).updateAccount({
          accountId,
          account: { displayName: 'Ana the Fence', email: 'ana@example.org' },
          updateMask: { paths },
          ...(expectedVersion === undefined ? {} : { expectedVersion }),
        });
      expect(await update(['display_name'], 1n)).toMatchObject({
        displayName: 'Ana the Fence',
        email: '',
        version: 2n,
      });
      await expect(update(['email'], 1n)).rejects.toEqual(refused('VERSION_CONFLICT', 'VERSION_CONFLICT'));
      await expect(update([])).rejects.toEqual(refused('INVALID_ARGUMENT', 'BAD_UPDATE_MASK'));
      await expect(update(['roles'])).rejects.toEqual(refused('INVALID_ARGUMENT', 'IMMUTABLE_FIELD'));
    });

    it('keeps a player out of another’s account', async () => {
      const { accountId } = await auth.register();
      const bob = auth.owner(await auth.register('bob'));
      const denied = refused('PERMISSION_DENIED', 'NOT_YOUR_PLAYER');
      await expect(bob.getAccount({ accountId })).rejects.toEqual(denied);
      await expect(bob.listSessions({ accountId })).rejects.toEqual(denied);
    });

    it('erases a deleted account, frees its name and tells everybody', async () => {
      const tokens = await auth.register();
      const { accountId } = tokens;
      await expect(auth.owner(tokens).deleteAccount({ accountId, password: 'not this one' })).rejects.toEqual(
        badCredentials,
      );
      await auth.owner(tokens).deleteAccount({ accountId, password: PASSWORD });
      await expect(auth.admin.getAccount({ accountId })).rejects.toEqual(refused('NOT_FOUND', 'ACCOUNT_NOT_FOUND'));
      await expect(auth.validate(tokens)).rejects.toEqual(tokenInvalid);
      await expect(auth.refresh(tokens)).rejects.toEqual(tokenInvalid);
      await expect(auth.login()).rejects.toEqual(badCredentials);
      expect((await auth.register()).accountId).not.toBe(accountId);
      expect(await auth.revoked()).toEqual(expect.arrayContaining([`account.${accountId}`, `sid.${tokens.sessionId}`]));
      expect(await auth.eventTypes()).toEqual(expect.arrayContaining(['session_revoked', 'account_deleted']));
    });
  });

  describe('devices', () => {
    const device = { deviceId: 'device-0001', deviceSecret: 'f3c0ffee-f3c0ffee-f3c0' };

    it('makes an account for a new device when asked to', async () => {
      await expect(auth.anyone.loginDevice(device)).rejects.toEqual(badCredentials);
      const first = await auth.anyone.loginDevice({ ...device, create: true });
      const again = await auth.anyone.loginDevice({ ...device, create: true });
      expect(again.accountId).toBe(first.accountId);
      await expect(auth.anyone.loginDevice({ ...device, deviceSecret: 'another secret, as long' })).rejects.toEqual(
        badCredentials,
      );
      await auth.owner(first).deleteAccount({ accountId: first.accountId, password: device.deviceSecret });
      await expect(auth.anyone.loginDevice(device)).rejects.toEqual(badCredentials);
    });

    it('lets a linked device log in, and no account take it from another', async () => {
      const ana = await auth.register();
      const linked = await auth.owner(ana).linkDevice({ accountId: ana.accountId, ...device });
      expect(linked.devices).toEqual([{ deviceId: 'device-0001', linkedMs: BigInt(auth.clock.now()) }]);
      expect((await auth.anyone.loginDevice(device)).accountId).toBe(ana.accountId);
      const bob = await auth.register('bob');
      await expect(auth.owner(bob).linkDevice({ accountId: bob.accountId, ...device })).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
      });
      auth.clock.advance(2 * MINUTE);
      await expect(auth.owner(bob).linkDevice({ accountId: bob.accountId, ...device })).rejects.toEqual(
        refused('ALREADY_EXISTS', 'DEVICE_TAKEN'),
      );
    });
  });

  describe('admins', () => {
    it('begin with the one the installation names', async () => {
      while (!(await auth.eventTypes()).includes('registered')) await new Promise(setImmediate);
      const root = await auth.login('root', environment.BB_BOOTSTRAP_ADMIN_PASSWORD);
      expect(await auth.validate(root, 'admin')).toMatchObject({
        roles: ['player', 'admin'],
        scopes: ['admin', 'play'],
      });
    });

    it('ban an account for a time', async () => {
      const tokens = await auth.register();
      const { accountId } = tokens;
      const untilMs = BigInt(auth.clock.now() + DAY);
      expect(await auth.admin.banAccount({ accountId, untilMs, reason: 'grave robbing' })).toMatchObject({
        ban: { untilMs },
      });
      await expect(auth.validate(tokens)).rejects.toEqual(tokenInvalid);
      const banned = refused('PERMISSION_DENIED', 'ACCOUNT_BANNED', {
        details: { until: String(untilMs), reason: 'grave robbing' },
      });
      await expect(auth.login()).rejects.toEqual(banned);
      await expect(auth.refresh(tokens)).rejects.toEqual(banned);
      auth.clock.advance(DAY);
      await auth.login();
    });

    it('cannot ban until after the end of time', async () => {
      const { accountId } = await auth.register();
      await expect(auth.admin.banAccount({ accountId, untilMs: 2n ** 63n - 1n, reason: 'noise' })).rejects.toEqual(
        refused('INVALID_ARGUMENT', 'INVALID_FIELD', { details: { field: 'until_ms', rule: 'lte 253402300799999' } }),
      );
      expect((await auth.admin.getAccount({ accountId })).ban).toBeUndefined();
    });

    it('unban an account', async () => {
      const { accountId } = await auth.register();
      await auth.admin.banAccount({ accountId, reason: 'noise' });
      expect((await auth.admin.unbanAccount({ accountId })).ban).toBeUndefined();
      await auth.login();
    });

    it('get a plain refusal for an id that is longer than any', async () => {
      const accountId = 'x'.repeat(10_000);
      const tooLong = refused('INVALID_ARGUMENT', 'INVALID_FIELD');
      await expect(auth.admin.getAccount({ accountId })).rejects.toEqual(tooLong);
      await expect(auth.admin.setRoles({ accountId, roles: ['player'] })).rejects.toEqual(tooLong);
      await expect(auth.admin.listSessions({ accountId, pageSize: 0, pageToken: '' })).rejects.toEqual(tooLong);
      await expect(auth.admin.revokeSession({ accountId: 'acc_1', sessionId: accountId })).rejects.toEqual(tooLong);
    });

    it('set roles: giving one leaves sessions alone, taking one away ends them', async () => {
      const tokens = await auth.register();
      const { accountId } = tokens;
      await auth.admin.setRoles({ accountId, roles: ['admin', 'player'] });
      const stronger = await auth.refresh(tokens);
      expect(await auth.validate(stronger, 'admin')).toMatchObject({ roles: ['player', 'admin'] });
      await auth.admin.setRoles({ accountId, roles: ['player'] });
      await expect(auth.validate(stronger)).rejects.toEqual(tokenInvalid);
      await expect(auth.admin.setRoles({ accountId, roles: ['emperor'] })).rejects.toEqual(
        refused('INVALID_ARGUMENT', 'UNKNOWN_ROLE'),
      );
    });
  });
});
