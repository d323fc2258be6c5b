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
  /** A limiter whose Redis grants what `answers` say, or all that is wanted. */
  function limited(rate: { readonly perSecond: number; readonly burst: number }, answers: number[] = []) {
    const asked: { readonly keys: readonly string[]; readonly args: readonly string[] }[] = [];
    const clock = { nowMs: 0 };
    const limiter = new RedisRateLimiter(rate, {
      run: (_script, keys, args) => {
        asked.push({ keys, args });
        return Promise.resolve(answers.shift() ?? Number(args[2]));
      },
      now: () => clock.nowMs,
    });
    return { limiter, asked, clock, wanted: () => asked.map(({ args }) => Number(args[2])) };
  }

  it('asks with one key in one slot and reads the wait', async () => {
    const { limiter, asked } = limited({ perSecond: 100, burst: 5 }, [1, -1500]);
    expect(await limiter.take('player:p1')).toEqual({ allowed: true });
    expect(await limiter.take('player:p1')).toEqual({ allowed: false, retryAfterMs: 2 });
    expect(asked[0]).toEqual({ keys: ['bb:gateway:{player:p1}:rate'], args: ['10000', '40000', '1'] });
  });

  it('asks for more at once for who asks often, up to an eighth of the burst', async () => {
    const { limiter, wanted } = limited({ perSecond: 100, burst: 32 });
    for (let i = 0; i < 20; i += 1) expect((await limiter.take('a')).allowed).toBe(true);
    expect(wanted()).toEqual([1, 2, 4, 4, 4, 4, 4]);
  });

  it('lets through at once what was granted', async () => {
    const { limiter } = limited({ perSecond: 100, burst: 32 });
    await limiter.take('a');
    await limiter.take('a');
    expect(limiter.take('a')).toEqual({ allowed: true });
  });

  it('drops what a caller did not use in a second, and asks for less', async () => {
    const { limiter, wanted, clock } = limited({ perSecond: 100, burst: 32 });
    for (let i = 0; i < 4; i += 1) await limiter.take('a');
    clock.nowMs = 1000;
    await limiter.take('a');
    expect(wanted()).toEqual([1, 2, 4, 1]);
  });

  it('asks for each caller apart', async () => {
    const { limiter, asked } = limited({ perSecond: 100, burst: 32 });
    await limiter.take('a');
    await limiter.take('b');
    expect(asked.map(({ keys }) => keys[0])).toEqual(['bb:gateway:{a}:rate', 'bb:gateway:{b}:rate']);
  });

  it('asks once for all who come at once, and lets no more through than it was granted', async () => {
    const { limiter, wanted } = limited({ perSecond: 100, burst: 32 }, [1, 2, 1, -5000]);
    const decisions = await Promise.all(Array.from({ length: 10 }, async () => limiter.take('a')));
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(4);
    expect(wanted()).toHaveLength(4);
  });

  it('passes a failure on to all who wait for it, and asks anew afterwards', async () => {
    let fails = true;
    const run = () => (fails ? Promise.reject(new Error('away')) : Promise.resolve(1));
    const limiter = new RedisRateLimiter({ perSecond: 1, burst: 8 }, { run, now: () => 0 });
    const both = await Promise.allSettled([limiter.take('a'), limiter.take('a')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await limiter.take('a')).toEqual({ allowed: true });
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
