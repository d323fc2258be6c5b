import { LoadShedder } from './index.js';

describe('LoadShedder', () => {
  it('admits up to its bound, queues a few in order, and refuses the rest at once', async () => {
    const shedder = new LoadShedder({ maxInFlight: 1, maxQueue: 2, maxWaitMs: 60_000 });
    const order: string[] = [];
    await shedder.enter();
    const a = shedder.enter().then(() => order.push('a'));
    const b = shedder.enter().then(() => order.push('b'));
    expect(shedder.tryEnter()).toBe(false);
    await expect(shedder.enter()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'OVERLOADED' });
    expect([shedder.inFlight, shedder.queued, shedder.refused]).toEqual([1, 2, 1]);
    for (const admitted of [a, b]) {
      shedder.leave();
      await admitted;
    }
    shedder.leave();
    expect(order).toEqual(['a', 'b']);
    expect([shedder.inFlight, shedder.queued]).toEqual([0, 0]);
  });

  it('takes a place at once where there is one', () => {
    const shedder = new LoadShedder({ maxInFlight: 1, maxQueue: 0, maxWaitMs: 1 });
    expect([shedder.tryEnter(), shedder.tryEnter()]).toEqual([true, false]);
    shedder.leave();
    expect([shedder.inFlight, shedder.tryEnter()]).toEqual([0, true]);
  });

  it('refuses one that waited too long and forgets one that went away', async () => {
    jest.useFakeTimers();
    try {
      const shedder = new LoadShedder({ maxInFlight: 1, maxQueue: 2, maxWaitMs: 50 });
      await shedder.enter();
      const gone = new AbortController();
      const waiting = shedder.enter(gone.signal);
      gone.abort(new Error('gone'));
      await expect(waiting).rejects.toThrow('gone');
      const late = expect(shedder.enter()).rejects.toMatchObject({ reason: 'OVERLOADED', retryAfterMs: 50 });
      jest.advanceTimersByTime(51);
      await late;
      expect(shedder.queued).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
