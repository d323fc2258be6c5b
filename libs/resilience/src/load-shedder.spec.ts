import { LoadShedder } from './index.js';

describe('LoadShedder', () => {
  it('admits up to its bound, queues a few in order, and refuses the rest at once', async () => {
    const shedder = new LoadShedder({ maxInFlight: 1, maxQueue: 2, maxWaitMs: 60_000 });
    const order: string[] = [];
    const release = await shedder.acquire();
    const a = shedder.acquire().then((done) => (order.push('a'), done));
    const b = shedder.acquire().then((done) => (order.push('b'), done));
    await expect(shedder.acquire()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'OVERLOADED' });
    expect([shedder.inFlight, shedder.queued, shedder.refused]).toEqual([1, 2, 1]);
    release();
    (await a)();
    (await b)();
    expect(order).toEqual(['a', 'b']);
    expect([shedder.inFlight, shedder.queued]).toEqual([0, 0]);
  });

  it('gives a place back only once', async () => {
    const shedder = new LoadShedder({ maxInFlight: 2, maxQueue: 0, maxWaitMs: 1 });
    const release = await shedder.acquire();
    release();
    release();
    expect(shedder.inFlight).toBe(0);
  });

  it('refuses one that waited too long and forgets one that went away', async () => {
    jest.useFakeTimers();
    try {
      const shedder = new LoadShedder({ maxInFlight: 1, maxQueue: 2, maxWaitMs: 50 });
      await shedder.acquire();
      const gone = new AbortController();
      const waiting = shedder.acquire(gone.signal);
      gone.abort(new Error('gone'));
      await expect(waiting).rejects.toThrow('gone');
      const late = expect(shedder.acquire()).rejects.toMatchObject({ reason: 'OVERLOADED', retryAfterMs: 50 });
      jest.advanceTimersByTime(51);
      await late;
      expect(shedder.queued).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
