import { createRateLimiter } from './create-rate-limiter.js';
import { FallbackRateLimiter } from './fallback-rate-limiter.js';
import { LocalRateLimiter } from './local-rate-limiter.js';
import { RedisRateLimiter } from './redis-rate-limiter.js';
import { StreamSlots } from './stream-slots.js';

describe('LocalRateLimiter', () => {
  it('lets a burst through, then the steady rate, for each caller', async () => {
    let nowMs = 0;
    const limiter = new LocalRateLimiter({ perSecond: 10, burst: 3 }, { now: () => nowMs });
    const take = async (caller = 'a'): Promise<boolean> => (await limiter.take(caller)).allowed;
    expect([await take(), await take(), await take(), await take()]).toEqual([true, true, true, false]);
    expect(await take('b')).toBe(true);
    expect(await limiter.take('a')).toEqual({ allowed: false, retryAfterMs: 100 });
    nowMs = 100;
    expect([await take(), await take()]).toEqual([true, false]);
    nowMs = 10_000;
    expect([await take(), await take(), await take(), await take()]).toEqual([true, true, true, false]);
  });

  it('remembers a bounded number of callers', async () => {
    const limiter = new LocalRateLimiter({ perSecond: 1, burst: 1 }, { now: () => 0, maxCallers: 2 });
    for (const caller of ['a', 'b', 'c']) await limiter.take(caller);
    expect(await limiter.take('a')).toEqual({ allowed: true });
    expect((await limiter.take('c')).allowed).toBe(false);
  });
});

describe('RedisRateLimiter', () => {
  it('asks with one key in one slot and reads the wait', async () => {
    const seen: unknown[] = [];
    const answers = [0, 1500];
    const limiter = new RedisRateLimiter({ perSecond: 100, burst: 5 }, (_script, keys, args) => {
      seen.push([keys, args]);
      return Promise.resolve(answers.shift());
    });
    expect(await limiter.take('player:p1')).toEqual({ allowed: true });
    expect(await limiter.take('player:p1')).toEqual({ allowed: false, retryAfterMs: 2 });
    expect(seen[0]).toEqual([['bb:gateway:{player:p1}:rate'], ['10000', '40000']]);
  });
});

describe('FallbackRateLimiter', () => {
  const allowed = { allowed: true } as const;
  const refused = { allowed: false, retryAfterMs: 1 } as const;

  it('asks the second while the first is away, then the first again', async () => {
    let nowMs = 0;
    let away = true;
    const failures: unknown[] = [];
    const first = { take: () => (away ? Promise.reject(new Error('away')) : Promise.resolve(allowed)) };
    const limiter = new FallbackRateLimiter(
      first,
      { take: () => Promise.resolve(refused) },
      { now: () => nowMs, onFallback: (error) => failures.push(error) },
    );
    expect(await limiter.take('a')).toBe(refused);
    expect(await limiter.take('a')).toBe(refused);
    expect(failures).toHaveLength(1);
    away = false;
    nowMs = 1000;
    expect(await limiter.take('a')).toBe(allowed);
  });

  it('does not wait for a first that does not answer', async () => {
    const first = { take: () => new Promise<never>(() => undefined) };
    const limiter = new FallbackRateLimiter(
      first,
      { take: () => Promise.resolve(allowed) },
      { now: () => 0, timeoutMs: 5 },
    );
    expect(await limiter.take('a')).toBe(allowed);
  });

  it('is not there when the rate is 0', () => {
    const options = { run: () => Promise.resolve(0), now: () => 0, onFallback: () => undefined };
    expect(createRateLimiter({ perSecond: 0, burst: 1 }, options)).toBeUndefined();
    expect(createRateLimiter({ perSecond: 1, burst: 1 }, options)).toBeDefined();
  });
});

describe('StreamSlots', () => {
  it('bounds the places of a caller, and takes each back once', () => {
    const slots = new StreamSlots(2);
    const release = slots.take('a');
    slots.take('a');
    slots.take('b');
    expect(() => slots.take('a')).toThrow(
      expect.objectContaining({ code: 'RESOURCE_EXHAUSTED', reason: 'TOO_MANY_STREAMS' }),
    );
    release();
    release();
    expect(slots.open).toBe(2);
    slots.take('a');
    expect(() => slots.take('a')).toThrow();
  });
});
