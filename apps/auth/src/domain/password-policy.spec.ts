import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonPasswords, parsePasswordWords } from './common-passwords.js';
import { weaknessOf } from './password-policy.js';

const common = commonPasswords(
  parsePasswordWords(JSON.parse(readFileSync(join(__dirname, '../../content/common-passwords.json'), 'utf8'))),
);

describe('password policy', () => {
  it('knows more than ten thousand common passwords that are long enough to be tried', () => {
    expect(common.size).toBeGreaterThan(10_000);
    expect([...common].every((password) => password.length >= 10 && password === password.toLowerCase())).toBe(true);
  });

  it.each([
    'Password123',
    'iloveyou2024',
    'QWERTYUIOP',
    'letmein12345',
    'passwordpassword',
    '1q2w3e4r5t6y',
    'aaaaaaaaaaaa',
    '12345678901234',
    'zyxwvutsrqp',
  ])('refuses %s', (password) => {
    expect(weaknessOf(password, 'ana', common)).toBe('COMMON');
  });

  it.each(['tallow and brine', 'x9#kQ2!mZp', 'пароль-на-рассвете', '骨と塩と綱と蝋燭の夜道'])(
    'takes %s',
    (password) => {
      expect(weaknessOf(password, 'ana', common)).toBeUndefined();
    },
  );

  it('counts characters, not code units', () => {
    expect(weaknessOf('🦴🕯️🪢🦴🕯️🪢🦴', 'ana', common)).toBe('TOO_SHORT');
    expect(weaknessOf('🦴'.repeat(4) + '🪢'.repeat(125), 'ana', common)).toBe('TOO_LONG');
  });
});
