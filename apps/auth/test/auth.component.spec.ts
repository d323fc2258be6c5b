import { join } from 'node:path';
import { AuthServiceClient, type SessionTokens } from '@bodybroker/contracts-auth';
import {
  createMemoryBroker,
  decodeEvent,
  type Actor,
  type Client,
  type MemoryConnection,
  type MemoryServer,
} from '@bodybroker/nats-sdk';
import { MemoryStore } from '@bodybroker/storage';
import { ManualClock, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { service } from '../src/service.js';

const contentPath = join(__dirname, '../content');
const environment = {
  BB_SERVICE_SECRET: 'a secret of all services',
  BB_BOOTSTRAP_ADMIN_USER: 'Root',
  BB_BOOTSTRAP_ADMIN_PASSWORD: 'eight bells at dawn',
};
const topology = {
  streams: [{ name: 'SYSTEM_EVENTS', subjects: ['sys.>'] }],
  buckets: [{ name: 'contracts' }, { name: 'auth_revocations' }],
  consumers: [],
};

const PASSWORD = 'tallow and brine';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const refused = (code: string, reason: string, rest: object = {}): object =>
  expect.objectContaining({ code, reason, ...rest }) as object;
const tokenInvalid = refused('UNAUTHENTICATED', 'TOKEN_INVALID');
const badCredentials = refused('UNAUTHENTICATED', 'BAD_CREDENTIALS');

describe('auth', () => {
  let clock: ManualClock;
  let broker: MemoryServer;
  let store: MemoryStore;
  let harness: ServiceHarness;
  let outside: MemoryConnection;
  let anyone: Client<AuthServiceClient>;
  let trusted: Client<AuthServiceClient>;
  let admin: Client<AuthServiceClient>;

  const as = (actor: Actor, sessionId?: string) =>
    harness.client(AuthServiceClient, { actor, ...(sessionId === undefined ? {} : { sessionId }) });
  const owner = ({ accountId, sessionId }: SessionTokens) => as({ kind: 'player', id: accountId }, sessionId);
  const register = async (username = 'ana', password = PASSWORD): Promise<SessionTokens> => {
    const { sessionTokens } = await anyone.register({ username, password });
    if (sessionTokens === undefined) throw new Error('no tokens');
    return sessionTokens;
  };
  const login = (username = 'ana', password = PASSWORD) => anyone.login({ username, password });
  const validate = (tokens: Pick<SessionTokens, 'accessToken'>, ...requiredScopes: string[]) =>
    trusted.validateToken({ accessToken: tokens.accessToken, requiredScopes });
  const refresh = ({ refreshToken }: Pick<SessionTokens, 'refreshToken'>) => anyone.refreshSession({ refreshToken });
  const revoked = () => outside.keyValue('auth_revocations').keys();

  const eventTypes = async (): Promise<readonly string[]> => {
    const types: string[] = [];
    const options = { start: { from: 'all' }, end: 'stop-at-end', signal: AbortSignal.timeout(2000) } as const;
    for await (const { data } of outside.events.read('SYSTEM_EVENTS', options)) {
      types.push(decodeEvent(data).type.replace('sys.auth.', ''));
    }
    return types;
  };

  beforeEach(async () => {
    clock = new ManualClock();
    broker = createMemoryBroker({ topology });
    store = new MemoryStore('auth', { clock });
    harness = await startHarness(service, { broker, store, clock, environment, contentPath });
    outside = broker.connect();
    anyone = harness.client(AuthServiceClient);
    trusted = as({ kind: 'service', id: 'test' });
    admin = as({ kind: 'admin', id: 'acc_root' });
  });

  afterEach(async () => {
    await outside.close();
    await harness.stop();
  });

  describe('accounts', () => {
    it('registers, logs in in any case, and says whose a token is', async () => {
      const first = await register('Ana.Lee');
      const second = await login('ANA.LEE');
      expect(second.accountId).toBe(first.accountId);
      expect(await validate(second, 'play')).toEqual({
        subject: first.accountId,
        sessionId: second.sessionId,
        scopes: ['play'],
        roles: ['player'],
        expiresMs: BigInt(clock.now() + 10 * MINUTE),
      });
      await expect(validate(second, 'admin')).rejects.toEqual(refused('PERMISSION_DENIED', 'MISSING_SCOPE'));
      expect(await owner(first).getAccount({ accountId: first.accountId })).toMatchObject({
        username: 'ana.lee',
        displayName: 'Ana.Lee',
        roles: ['player'],
        version: 1n,
      });
    });

    it('gives one of several who ask for a name at once an account', async () => {
      const asked = await Promise.allSettled(['bob', 'BOB', 'ｂｏｂ', 'Bob'].map((name) => register(name)));
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect(register('bob')).rejects.toEqual(refused('ALREADY_EXISTS', 'USERNAME_TAKEN'));
    });

    it.each([
      ['too short', 'nine char', 'TOO_SHORT'],
      ['too long', 'x'.repeat(129), 'TOO_LONG'],
      ['common', 'Password123', 'COMMON'],
      ['a walk', 'abcdefghijkl', 'COMMON'],
      ['the name again and again', 'anaanaanaana', 'CONTAINS_USERNAME'],
    ])('refuses a password that is %s', async (_name, password, rule) => {
      const details = { field: 'password', rule };
      await expect(register('ana', password)).rejects.toEqual(
        refused('INVALID_ARGUMENT', 'WEAK_PASSWORD', { details }),
      );
    });

    it.each(['ab', 'a name', 'x'.repeat(33), 'a/b'])('refuses the name "%s"', async (username) => {
      await expect(register(username)).rejects.toEqual(refused('INVALID_ARGUMENT', 'BAD_USERNAME'));
    });

    it('answers a login with a name nobody can have like any other', async () => {
      await expect(login('no such name!')).rejects.toEqual(badCredentials);
    });

    it('changes what a mask names, at the version that is expected', async () => {
      const tokens = await register();
      const { accountId } = tokens;
      const update = (paths: string[], expectedVersion?: bigint) =>
        owner(tokens).updateAccount({
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
      const { accountId } = await register();
      const bob = owner(await register('bob'));
      const denied = refused('PERMISSION_DENIED', 'NOT_YOUR_PLAYER');
      await expect(bob.getAccount({ accountId })).rejects.toEqual(denied);
      await expect(bob.listSessions({ accountId })).rejects.toEqual(denied);
    });

    it('erases a deleted account, frees its name and tells everybody', async () => {
      const tokens = await register();
      const { accountId } = tokens;
      await expect(owner(tokens).deleteAccount({ accountId, password: 'not this one' })).rejects.toEqual(
        badCredentials,
      );
      await owner(tokens).deleteAccount({ accountId, password: PASSWORD });
      await expect(admin.getAccount({ accountId })).rejects.toEqual(refused('NOT_FOUND', 'ACCOUNT_NOT_FOUND'));
      await expect(validate(tokens)).rejects.toEqual(tokenInvalid);
      await expect(refresh(tokens)).rejects.toEqual(tokenInvalid);
      await expect(login()).rejects.toEqual(badCredentials);
      expect((await register()).accountId).not.toBe(accountId);
      expect(await revoked()).toEqual(expect.arrayContaining([`account.${accountId}`, `sid.${tokens.sessionId}`]));
      expect(await eventTypes()).toEqual(expect.arrayContaining(['session_revoked', 'account_deleted']));
    });
  });

  describe('refreshing', () => {
    it('gives a new pair; the old token again within 10 s gives the same pair', async () => {
      const first = await register();
      clock.advance(1000);
      const second = await refresh(first);
      expect(second).toMatchObject({ sessionId: first.sessionId, refreshExpiresMs: BigInt(clock.now() + 30 * DAY) });
      expect(second.refreshToken).not.toBe(first.refreshToken);
      clock.advance(9000);
      expect(await refresh(first)).toEqual(second);
      await refresh(second);
    });

    it('gives all who refresh at once the same pair', async () => {
      const first = await register();
      const pairs = await Promise.all(Array.from({ length: 5 }, () => refresh(first)));
      expect(new Set(pairs.map(({ refreshToken }) => refreshToken)).size).toBe(1);
      expect(new Set(pairs.map(({ accessToken }) => accessToken)).size).toBe(1);
    });

    it('takes a used token for a theft 15 s later, and ends the session at once', async () => {
      const first = await register();
      const second = await refresh(first);
      clock.advance(15_000);
      await expect(refresh(first)).rejects.toEqual(refused('UNAUTHENTICATED', 'TOKEN_REUSED'));
      await expect(validate(second)).rejects.toEqual(tokenInvalid);
      await expect(refresh(second)).rejects.toEqual(tokenInvalid);
      await expect(refresh(first)).rejects.toEqual(refused('UNAUTHENTICATED', 'TOKEN_REUSED'));
      expect(await revoked()).toContain(`sid.${first.sessionId}`);
      const types = await eventTypes();
      expect(types.filter((type) => type === 'reuse_detected')).toHaveLength(1);
    });

    it('knows a session for 30 days after it was last refreshed', async () => {
      const first = await register();
      clock.advance(29 * DAY);
      const second = await refresh(first);
      clock.advance(29 * DAY);
      const third = await refresh(second);
      clock.advance(30 * DAY);
      await expect(refresh(third)).rejects.toEqual(tokenInvalid);
    });

    it.each(['', 'x', 'acc_01jd0000000000000000000000.', `acc_${'0'.repeat(26)}.${'A'.repeat(43)}`])(
      'does not know the token "%s"',
      async (refreshToken) => {
        await expect(refresh({ refreshToken })).rejects.toMatchObject({
          code: expect.stringMatching(/^(UNAUTH|INVALID)/),
        });
      },
    );

    it('works across replicas', async () => {
      const other = await startHarness(service, { broker, store, clock, environment, contentPath, instance: 'auth-2' });
      const first = await register();
      const pairs = await Promise.all(Array.from({ length: 8 }, () => refresh(first)));
      expect(new Set(pairs.map(({ refreshToken }) => refreshToken)).size).toBe(1);
      for (const pair of pairs) await validate(pair);
      await other.stop();
    });
  });

  describe('sessions', () => {
    it('refuses the access token of a session that was logged out of, at once', async () => {
      const tokens = await register();
      expect(await owner(tokens).logout({})).toEqual({ revoked: 1 });
      await expect(validate(tokens)).rejects.toEqual(tokenInvalid);
      expect(await revoked()).toEqual([`sid.${tokens.sessionId}`]);
      expect(await owner(tokens).logout({})).toEqual({ revoked: 0 });
    });

    it('does not let anybody end another’s session', async () => {
      const ana = await register();
      const bob = owner(await register('bob'));
      expect(await bob.logout({ sessionId: ana.sessionId })).toEqual({ revoked: 0 });
      expect(await revoked()).toEqual([]);
      await validate(ana);
    });

    it('ends all sessions of an account', async () => {
      const first = await register();
      const second = await login();
      expect(await owner(first).logoutAll({})).toEqual({ revoked: 2 });
      for (const tokens of [first, second]) await expect(validate(tokens)).rejects.toEqual(tokenInvalid);
      await validate(await login());
    });

    it('lists them newest first and ends the one that is named', async () => {
      const first = await register();
      const { accountId } = first;
      const device = { id: 'd1', name: 'Den PC', platform: 'linux' };
      const second = await anyone.login({ username: 'ana', password: PASSWORD, device });
      const { sessions } = await owner(first).listSessions({ accountId });
      expect(sessions.map(({ sessionId, deviceName, current }) => [sessionId, deviceName, current])).toEqual([
        [second.sessionId, 'Den PC', false],
        [first.sessionId, '', true],
      ]);
      const page = await owner(first).listSessions({ accountId, pageSize: 1 });
      const rest = await owner(first).listSessions({ accountId, pageSize: 1, pageToken: page.nextPageToken });
      expect(rest).toMatchObject({ sessions: [{ sessionId: first.sessionId }], nextPageToken: '' });
      await owner(first).revokeSession({ accountId, sessionId: second.sessionId });
      await expect(refresh(second)).rejects.toEqual(tokenInvalid);
      await validate(first);
    });

    it('ends the oldest when there are more than ten', async () => {
      const first = await register();
      for (let n = 0; n < 10; n += 1) await login();
      await expect(validate(first)).rejects.toEqual(tokenInvalid);
      expect(await revoked()).toEqual([`sid.${first.sessionId}`]);
      const { sessions } = await owner(first).listSessions({ accountId: first.accountId });
      expect(sessions).toHaveLength(10);
    });

    it('ends the others when the password changes', async () => {
      const here = await register();
      const there = await login();
      const change = { accountId: here.accountId, oldPassword: PASSWORD, newPassword: 'marrow, salt and rope' };
      expect(await owner(here).changePassword(change)).toEqual({ revoked: 1 });
      await validate(here);
      await expect(validate(there)).rejects.toEqual(tokenInvalid);
      await expect(login()).rejects.toEqual(badCredentials);
      await login('ana', change.newPassword);
    });
  });

  describe('locking out', () => {
    it('locks a name for a minute after five failures, also for the right password', async () => {
      await register();
      for (let n = 0; n < 5; n += 1) await expect(login('ana', 'a wrong password')).rejects.toEqual(badCredentials);
      const locked = refused('RESOURCE_EXHAUSTED', 'LOCKED_OUT', { retryAfterMs: MINUTE });
      await expect(login('ana', 'a wrong password')).rejects.toEqual(locked);
      await expect(login()).rejects.toEqual(locked);
      clock.advance(MINUTE);
      await login();
    });

    it('locks a name nobody has in the same way', async () => {
      for (let n = 0; n < 5; n += 1) await expect(login('nobody')).rejects.toEqual(badCredentials);
      await expect(login('nobody')).rejects.toEqual(refused('RESOURCE_EXHAUSTED', 'LOCKED_OUT'));
    });

    it('counts failures of one address over all names', async () => {
      const from = (address: string) => ({ headers: { 'Bb-Client-Address': address } });
      for (let n = 0; n < 20; n += 1) {
        const attempt = { username: `user${n}`, password: 'whatever it is' };
        await expect(anyone.login(attempt, from('192.0.2.1'))).rejects.toEqual(badCredentials);
      }
      await register();
      const right = { username: 'ana', password: PASSWORD };
      await expect(anyone.login(right, from('192.0.2.1'))).rejects.toEqual(refused('RESOURCE_EXHAUSTED', 'LOCKED_OUT'));
      await anyone.login(right, from('192.0.2.2'));
      clock.advance(MINUTE);
      await anyone.login(right, from('192.0.2.1'));
    });
  });

  describe('devices', () => {
    const device = { deviceId: 'device-0001', deviceSecret: 'f3c0ffee-f3c0ffee-f3c0' };

    it('makes an account for a new device when asked to', async () => {
      await expect(anyone.loginDevice(device)).rejects.toEqual(badCredentials);
      const first = await anyone.loginDevice({ ...device, create: true });
      const again = await anyone.loginDevice({ ...device, create: true });
      expect(again.accountId).toBe(first.accountId);
      await expect(anyone.loginDevice({ ...device, deviceSecret: 'another secret, as long' })).rejects.toEqual(
        badCredentials,
      );
      await owner(first).deleteAccount({ accountId: first.accountId, password: device.deviceSecret });
      await expect(anyone.loginDevice(device)).rejects.toEqual(badCredentials);
    });

    it('lets a linked device log in, and no account take it from another', async () => {
      const ana = await register();
      const linked = await owner(ana).linkDevice({ accountId: ana.accountId, ...device });
      expect(linked.devices).toEqual([{ deviceId: 'device-0001', linkedMs: BigInt(clock.now()) }]);
      expect((await anyone.loginDevice(device)).accountId).toBe(ana.accountId);
      const bob = await register('bob');
      await expect(owner(bob).linkDevice({ accountId: bob.accountId, ...device })).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
      });
      clock.advance(2 * MINUTE);
      await expect(owner(bob).linkDevice({ accountId: bob.accountId, ...device })).rejects.toEqual(
        refused('ALREADY_EXISTS', 'DEVICE_TAKEN'),
      );
    });
  });

  describe('admins', () => {
    it('begin with the one the installation names', async () => {
      while (!(await eventTypes()).includes('registered')) await new Promise(setImmediate);
      const root = await login('root', environment.BB_BOOTSTRAP_ADMIN_PASSWORD);
      expect(await validate(root, 'admin')).toMatchObject({ roles: ['player', 'admin'], scopes: ['admin', 'play'] });
    });

    it('ban an account for a time', async () => {
      const tokens = await register();
      const { accountId } = tokens;
      const untilMs = BigInt(clock.now() + DAY);
      expect(await admin.banAccount({ accountId, untilMs, reason: 'grave robbing' })).toMatchObject({
        ban: { untilMs },
      });
      await expect(validate(tokens)).rejects.toEqual(tokenInvalid);
      const banned = refused('PERMISSION_DENIED', 'ACCOUNT_BANNED', {
        details: { until: String(untilMs), reason: 'grave robbing' },
      });
      await expect(login()).rejects.toEqual(banned);
      await expect(refresh(tokens)).rejects.toEqual(banned);
      clock.advance(DAY);
      await login();
    });

    it('cannot ban until after the end of time', async () => {
      const { accountId } = await register();
      await expect(admin.banAccount({ accountId, untilMs: 2n ** 63n - 1n, reason: 'noise' })).rejects.toEqual(
        refused('INVALID_ARGUMENT', 'INVALID_FIELD', { details: { field: 'until_ms', rule: 'lte 253402300799999' } }),
      );
      expect((await admin.getAccount({ accountId })).ban).toBeUndefined();
    });

    it('unban an account', async () => {
      const { accountId } = await register();
      await admin.banAccount({ accountId, reason: 'noise' });
      expect((await admin.unbanAccount({ accountId })).ban).toBeUndefined();
      await login();
    });

    it('get a plain refusal for an id that is longer than any', async () => {
      const accountId = 'x'.repeat(10_000);
      const tooLong = refused('INVALID_ARGUMENT', 'INVALID_FIELD');
      await expect(admin.getAccount({ accountId })).rejects.toEqual(tooLong);
      await expect(admin.setRoles({ accountId, roles: ['player'] })).rejects.toEqual(tooLong);
      await expect(admin.listSessions({ accountId, pageSize: 0, pageToken: '' })).rejects.toEqual(tooLong);
      await expect(admin.revokeSession({ accountId: 'acc_1', sessionId: accountId })).rejects.toEqual(tooLong);
    });

    it('set roles: giving one leaves sessions alone, taking one away ends them', async () => {
      const tokens = await register();
      const { accountId } = tokens;
      await admin.setRoles({ accountId, roles: ['admin', 'player'] });
      const stronger = await refresh(tokens);
      expect(await validate(stronger, 'admin')).toMatchObject({ roles: ['player', 'admin'] });
      await admin.setRoles({ accountId, roles: ['player'] });
      await expect(validate(stronger)).rejects.toEqual(tokenInvalid);
      await expect(admin.setRoles({ accountId, roles: ['emperor'] })).rejects.toEqual(
        refused('INVALID_ARGUMENT', 'UNKNOWN_ROLE'),
      );
    });
  });

  describe('keys', () => {
    const verify = async (token: string) => {
      const { keys } = await anyone.getJwks({});
      const options = { issuer: 'body-broker', audience: 'body-broker', currentDate: new Date(clock.now()) };
      return jwtVerify(token, createLocalJWKSet({ keys }), options);
    };

    it('let a stock JWT library verify a token', async () => {
      const { accessToken, accountId, sessionId } = await register();
      const { payload, protectedHeader } = await verify(accessToken);
      expect(protectedHeader.alg).toBe('EdDSA');
      expect(payload).toMatchObject({ sub: accountId, sid: sessionId, roles: ['player'], scope: 'play' });
      expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
      expect(payload.jti).toMatch(/^tok_/);
    });

    it('change after 30 days; the old public key stays for a day', async () => {
      const before = await register();
      clock.advance(30 * DAY - MINUTE);
      const last = await login();
      clock.advance(MINUTE);
      const after = await login();
      const kid = ({ accessToken }: SessionTokens) => decodeProtectedHeader(accessToken).kid;
      expect(kid(last)).toBe(kid(before));
      expect(kid(after)).not.toBe(kid(before));
      await verify(last.accessToken);
      await validate(last);
      expect((await anyone.getJwks({})).keys.map((key) => key.kid)).toEqual([kid(after), kid(before)]);
      clock.advance(DAY);
      expect((await anyone.getJwks({})).keys.map((key) => key.kid)).toEqual([kid(after)]);
    });

    it('refuse an expired token and one signed with another key', async () => {
      const tokens = await register();
      clock.advance(10 * MINUTE);
      await expect(validate(tokens)).rejects.toEqual(tokenInvalid);
      const stranger = await startHarness(service, {
        broker: createMemoryBroker({ topology }),
        clock,
        environment,
        contentPath,
      });
      const foreign = await stranger.client(AuthServiceClient).register({ username: 'eve', password: PASSWORD });
      await expect(validate({ accessToken: foreign.sessionTokens?.accessToken ?? '' })).rejects.toEqual(tokenInvalid);
      await expect(validate({ accessToken: 'a.b.c' })).rejects.toEqual(tokenInvalid);
      await stranger.stop();
    });

    it('never store a token, a password or a private key in clear', async () => {
      const tokens = await register();
      const next = await refresh(tokens);
      const texts: string[] = [];
      for (const kind of ['account', 'sessions', 'refresh', 'signing-keys']) {
        for await (const { id, stored } of store.scan(kind)) texts.push(id, Buffer.from(stored.bytes).toString());
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
      trusted.issueServiceToken({ service: 'router', serviceSecret, scopes: ['route'] });
    const { accessToken } = await ask(environment.BB_SERVICE_SECRET);
    expect(await validate({ accessToken }, 'route')).toMatchObject({
      subject: 'service:router',
      sessionId: '',
      roles: ['service'],
    });
    await expect(ask('a guess')).rejects.toEqual(badCredentials);
  });

  it('tells what happens in the order in which it does', async () => {
    const tokens = await register();
    await owner(tokens).logout({});
    await harness.service.stop({ timeoutMs: 1000 });
    const types = (await eventTypes()).filter((type) => type !== 'registered');
    expect(types).toEqual(['logged_in', 'session_revoked']);
  });
});
