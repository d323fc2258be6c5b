import { runDueLoop } from './due-loop.js';
import { MemoryStore } from './memory/memory-store.js';
import type { Claim, Shard } from './store.js';

describe('runDueLoop', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 0 }));
  afterEach(() => void jest.useRealTimers());

  const clock = { now: () => Date.now() };
  const open = async (dueMs: Readonly<Record<string, number>>) => {
    const store = new MemoryStore('quests', { clock });
    for (const [member, score] of Object.entries(dueMs)) {
      await store.shard(member).commit({ indexes: [{ op: 'set', index: 'due', member, score }] });
    }
    return store;
  };
  const run = (
    store: MemoryStore,
    work: (claim: Claim, shard: Shard) => Promise<void>,
    onError: (error: unknown, claim: Claim | undefined) => void = (error) => {
      throw error;
    },
  ) => {
    const ending = new AbortController();
    const options = { clock, signal: ending.signal, onError, pollMs: 100, holdMs: 1000, batch: 2 };
    const done = runDueLoop(store.shards(), 'due', work, options);
    return {
      end: async () => {
        ending.abort();
        await done;
      },
    };
  };

  it('works on each entry once, when it is due', async () => {
    const store = await open({ a: 50, b: 250, c: 50 });
    const fired: [string, number][] = [];
    const work = async (claim: Claim, shard: Shard): Promise<void> => {
      fired.push([claim.member, clock.now()]);
      await shard.commit({ settle: [claim] });
    };
    const loops = [run(store, work), run(store, work)];
    await jest.advanceTimersByTimeAsync(5000);
    for (const loop of loops) await loop.end();
    expect(fired.sort()).toEqual([
      ['a', 100],
      ['b', 300],
      ['c', 100],
    ]);
  });

  it('fires an entry again whose work failed, after its hold', async () => {
    const store = await open({ a: 0 });
    const errors: unknown[] = [];
    let attempts = 0;
    const loop = run(
      store,
      async (claim, shard) => {
        attempts += 1;
        if (attempts === 1) throw new Error('first');
        await shard.commit({ settle: [claim] });
      },
      (error, claim) => errors.push([String(error), claim?.member]),
    );
    await jest.advanceTimersByTimeAsync(900);
    expect(attempts).toBe(1);
    await jest.advanceTimersByTimeAsync(5000);
    await loop.end();
    expect(attempts).toBe(2);
    expect(errors).toEqual([['Error: first', 'a']]);
  });

  it('goes on when the store is away for a while', async () => {
    const store = await open({ a: 0 });
    const shard = store.shard('a');
    const claimDue = jest.spyOn(shard, 'claimDue').mockRejectedValueOnce(new Error('away'));
    const fired: string[] = [];
    const errors: unknown[] = [];
    const loop = run(
      store,
      async (claim, owner) => {
        fired.push(claim.member);
        await owner.commit({ settle: [claim] });
      },
      (error) => errors.push(String(error)),
    );
    await jest.advanceTimersByTimeAsync(300);
    await loop.end();
    expect(claimDue).toHaveBeenCalled();
    expect([fired, errors]).toEqual([['a'], ['Error: away']]);
  });

  it('begins nothing more once it shall end, and waits for what runs', async () => {
    const store = new MemoryStore('quests', { clock });
    const indexes = ['a', 'b'].map((member) => ({ op: 'set', index: 'due', member, score: 0 }) as const);
    await store.shard('x').commit({ indexes });
    const begun: string[] = [];
    let finish: () => void = () => undefined;
    const loop = run(store, (claim) => {
      begun.push(claim.member);
      return new Promise((resolve) => (finish = resolve));
    });
    await jest.advanceTimersByTimeAsync(0);
    const ended = loop.end();
    let isOver = false;
    void ended.then(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(10);
    expect(isOver).toBe(false);
    finish();
    await ended;
    expect(begun).toEqual(['a']);
  });
});
