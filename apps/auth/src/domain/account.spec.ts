import { activeBan, banned, checkEmail, MAX_DEVICES, parseRoles, withDevice, type Account } from './account.js';

const account: Account = {
  accountId: 'acc_1',
  username: 'ana',
  passwordHash: 'h',
  email: '',
  displayName: 'Ana',
  roles: ['player'],
  ban: undefined,
  devices: [],
  createdMs: 0,
};

describe('account', () => {
  it('is banned until the end of its ban, or for good', () => {
    const ban = { reason: 'r', sinceMs: 0 };
    expect(activeBan(banned(account, { ...ban, untilMs: 10 }), 9)).toBeDefined();
    expect(activeBan(banned(account, { ...ban, untilMs: 10 }), 10)).toBeUndefined();
    expect(activeBan(banned(account, { ...ban, untilMs: undefined }), Number.MAX_SAFE_INTEGER)).toBeDefined();
    expect(() => banned(account, { ...ban, untilMs: 0 })).toThrow(/future/);
  });

  it('takes roles in a fixed order, each once', () => {
    expect(parseRoles(['admin', 'player', 'admin'])).toEqual(['player', 'admin']);
    expect(() => parseRoles([])).toThrow(expect.objectContaining({ reason: 'UNKNOWN_ROLE' }));
  });

  it('has five devices at most; linking one again changes its secret', () => {
    const device = (at: number, secretHash = 's') => ({ deviceId: `d${at}`, secretHash, linkedMs: 0 });
    const full = Array.from({ length: MAX_DEVICES }, (_, at) => device(at)).reduce<Account>(withDevice, account);
    expect(() => withDevice(full, device(9))).toThrow(expect.objectContaining({ reason: 'TOO_MANY_DEVICES' }));
    expect(withDevice(full, device(0, 'new')).devices).toHaveLength(MAX_DEVICES);
    expect(withDevice(full, device(0, 'new')).devices.at(-1)?.secretHash).toBe('new');
  });

  it.each(['ana', 'ana@', '@example.org', 'a b@example.org', 'ana@host'])('refuses the address "%s"', (email) => {
    expect(() => checkEmail(email)).toThrow(/e-mail/);
  });
});
