import { redact } from './redact.js';

describe('redact', () => {
  it.each([
    'password',
    'newPassword',
    'refresh_token',
    'accessToken',
    'token',
    'Authorization',
    'set-cookie',
    'apiKey',
    'client_secret',
    'privateKey',
    'passphrase',
  ])('hides the secret %s', (key) => {
    expect(redact({ [key]: 'hunter2' })).toEqual({ [key]: '[redacted]' });
  });

  it.each(['text', 'prompt', 'message_text', 'playerText', 'content', 'payload', 'utterance'])(
    'hides what players say under %s',
    (key) => {
      expect(redact({ a: [{ [key]: 'I know what you did' }] })).toEqual({ a: [{ [key]: '[redacted]' }] });
    },
  );

  it.each(['tokens', 'max_tokens', 'promptTokens', 'token_count', 'context', 'quest_id', 'method'])(
    'shows the number or name %s',
    (key) => {
      expect(redact({ [key]: 12 })).toEqual({ [key]: 12 });
    },
  );

  it('hides secrets inside texts', () => {
    expect(redact('GET / with Authorization: Bearer abc.def-1')).toBe('GET / with Authorization: Bearer [redacted]');
    expect(redact('refused eyJhbGciOi.eyJzdWIi.c2ln')).toBe('refused [redacted]');
    expect(redact('cannot reach rediss://app:hunter2@redis:6379/')).toBe(
      'cannot reach rediss://[redacted]@redis:6379/',
    );
  });

  it('keeps of an error what is known to be harmless, with its causes', () => {
    const error = Object.assign(new TypeError('bad', { cause: new Error('redis://u:p@h') }), {
      code: 'E1',
      command: { args: ['the secret'] },
    });
    const shown = redact({ error });
    expect(shown).toMatchObject({
      error: { type: 'TypeError', message: 'bad', code: 'E1', cause: { message: 'redis://[redacted]@h' } },
    });
    expect(JSON.stringify(shown)).not.toContain('the secret');
  });

  it('ends with cycles, and makes JSON of everything', () => {
    const cycle: Record<string, unknown> = { big: 2n ** 70n, bytes: new Uint8Array(7), map: new Map([['a', 1]]) };
    cycle['self'] = cycle;
    const json = JSON.parse(JSON.stringify(redact(cycle))) as Record<string, unknown>;
    expect(json).toMatchObject({ big: '1180591620717411303424', bytes: '[7 bytes]', map: { a: 1 } });
  });

  it('bounds lists and texts', () => {
    expect(redact(Array.from({ length: 60 }, () => 1))).toHaveLength(51);
    expect(String(redact('x'.repeat(10_000))).length).toBeLessThan(5000);
  });
});
