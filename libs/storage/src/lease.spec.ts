import { Lease } from './lease.js';
import { MemoryStore } from './memory/memory-store.js';

describe('Lease', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const open = () => {
    const store = new MemoryStore('quests', { clock: { now: () => Date.now() } });
    return store.shard('leader');
  };

  it('keeps others out for as long as its holder lives', async () => {
    const shard = open();
    const lease = await Lease.acquire(shard, 'leader', { holder: 'a', ttlMs: 3000 });
    await jest.advanceTimersByTimeAsync(20_000);
    expect(lease?.signal.aborted).toBe(false);
    expect(await Lease.acquire(shard, 'leader', { holder: 'b', ttlMs: 3000 })).toBeUndefined();
    await lease?.release();
  });

  it('is free at once when released, and tells so', async () => {
    const shard = open();
    const first = await Lease.acquire(shard, 'leader', { holder: 'a' });
    await first?.release();
    await first?.release();
    expect(first?.signal.aborted).toBe(true);
    const second = await Lease.acquire(shard, 'leader', { holder: 'b' });
    expect(second?.fence.token).toBe(2n);
    await second?.release();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is over before another can have it when the store is away', async () => {
    const shard = open();
    const away = Object.create(shard, {
      acquireLease: {
        value: jest
          .fn()
          .mockImplementationOnce((...args: Parameters<typeof shard.acquireLease>) => shard.acquireLease(...args))
          .mockRejectedValue(new Error('away')),
      },
    }) as typeof shard;
    const lease = await Lease.acquire(away, 'leader', { holder: 'a', ttlMs: 3000 });
    await jest.advanceTimersByTimeAsync(2999);
    expect(lease?.signal.aborted).toBe(false);
    expect(await shard.acquireLease('leader', 'b', 3000)).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    expect(lease?.signal.aborted).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends when another has it', async () => {
    const shard = open();
    const lease = await Lease.acquire(shard, 'leader', { holder: 'a', ttlMs: 3000 });
    if (lease !== undefined) await shard.releaseLease(lease.fence);
    await shard.acquireLease('leader', 'b', 60_000);
    await jest.advanceTimersByTimeAsync(1000);
    expect(lease?.signal.aborted).toBe(true);
  });
});
