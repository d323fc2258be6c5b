import { createPasswordHasher } from './password-hasher.js';
import { createRefreshToken, hashOf, newSalt, parseRefreshToken, successorOf } from './refresh-token.js';
import { newId } from './new-id.js';
import { createSeal } from './seal.js';

describe('password hasher', () => {
  it('writes the parameters that are promised, and knows its own', async () => {
    const hasher = await createPasswordHasher('decoy');
    const hash = await hasher.hash('tallow and brine');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.verify(hash, 'tallow and brine')).toBe(true);
    expect(await hasher.verify(hash, 'tallow and bone')).toBe(false);
  });

  it('never lets the decoy in, and takes as long for nobody as for somebody', async () => {
    const hasher = await createPasswordHasher('decoy');
    expect(await hasher.verify(undefined, 'decoy')).toBe(false);
    const hash = await hasher.hash('a password');
    const timeOf = async (known: string | undefined): Promise<number> => {
      const startedAt = performance.now();
      for (let round = 0; round < 5; round += 1) await hasher.verify(known, 'wrong');
      return performance.now() - startedAt;
    };
    await timeOf(hash);
    const ratio = (await timeOf(undefined)) / (await timeOf(hash));
    // Wide, for busy machines: without the decoy it would be about 0.
    expect(ratio).toBeGreaterThan(0.2);
  });
});

describe('refresh token', () => {
  const accountId = newId('acc', 1_700_000_000_000);

  it('has one successor for one salt, and another for another', () => {
    const token = createRefreshToken(accountId);
    const salt = newSalt();
    expect(successorOf(token, salt)).toEqual(successorOf(token, salt));
    expect(successorOf(token, newSalt()).text).not.toBe(successorOf(token, salt).text);
    expect(parseRefreshToken(successorOf(token, salt).text)?.accountId).toBe(accountId);
  });

  it('does not follow from what is stored of it', () => {
    const token = createRefreshToken(accountId);
    const salt = newSalt();
    expect(successorOf({ accountId, text: hashOf(token) }, salt)).not.toEqual(successorOf(token, salt));
  });
});

describe('seal', () => {
  it('opens what it closed, and nothing else', () => {
    const seal = createSeal('secret', 'keys');
    const sealed = seal.close('private');
    expect(seal.open(sealed)).toBe('private');
    expect(seal.close('private')).not.toBe(sealed);
    expect(() => createSeal('other', 'keys').open(sealed)).toThrow();
    expect(() => createSeal('secret', 'other').open(sealed)).toThrow();
    expect(() => seal.open((sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1))).toThrow();
  });
});

describe('newId', () => {
  it('is a ULID in lower case: in the order of time, and never the same', () => {
    const ids = [1, 2, 1_700_000_000_000].map((nowMs) => newId('acc', nowMs));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 100 }, () => newId('x', 5))).size).toBe(100);
    expect(ids.every((id) => /^acc_[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true);
  });
});
