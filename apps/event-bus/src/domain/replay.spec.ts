import { LONGEST_PAUSE_MS, MAX_REPLAYED, atOriginalSpeed, lastReplayed, upTo, type Replayed } from './replay.js';

async function* stored(count: number, timesMs: readonly number[] = []): AsyncGenerator<Replayed> {
  for (let sequence = 1; sequence <= count; sequence += 1) {
    yield await Promise.resolve({ message: { sequence, storedMs: timesMs[sequence - 1] ?? 0 } });
  }
}

async function sequences(events: AsyncIterable<Replayed>): Promise<number[]> {
  const found: number[] = [];
  for await (const { message } of events) found.push(message.sequence);
  return found;
}

describe('a replay', () => {
  it('ends where it is told, and never behind what there was when it began', () => {
    expect(lastReplayed(10, undefined)).toBe(10);
    expect(lastReplayed(10, 4)).toBe(4);
    expect(lastReplayed(10, 40)).toBe(10);
  });

  it('leaves out what is behind its end', async () => {
    expect(await sequences(upTo(stored(5), 3))).toEqual([1, 2, 3]);
    expect(await sequences(upTo(stored(5), 0))).toEqual([]);
  });

  it('asks for nothing behind its end', async () => {
    const events = stored(5);
    await sequences(upTo(events, 5));
    expect(await events.next()).toMatchObject({ done: true });
  });

  it('has 10 000 events at most', async () => {
    expect(await sequences(upTo(stored(MAX_REPLAYED + 1), Infinity))).toHaveLength(MAX_REPLAYED);
  });

  it('at original speed pauses as long as it once took, a minute at most', async () => {
    const pauses: number[] = [];
    const sleep = (ms: number): Promise<void> => Promise.resolve(void pauses.push(ms));
    const timesMs = [5000, 6000, 6000, 5500, 6000 + 10 * LONGEST_PAUSE_MS];
    expect(await sequences(atOriginalSpeed(stored(5, timesMs), sleep))).toEqual([1, 2, 3, 4, 5]);
    expect(pauses).toEqual([1000, LONGEST_PAUSE_MS]);
  });
});
