import { MemoryStore } from './memory/memory-store.js';
import { OutboxRelay } from './outbox-relay.js';
import type { OutboxRelayOptions } from './outbox-relay.js';
import type { OutboxEntry } from './store.js';

const clock = { now: () => Date.now() };

/** A publisher that a test can let fail, and that remembers. */
class Publisher {
  readonly published: string[] = [];
  readonly attempts: string[] = [];
  failure: Error | undefined;

  readonly publish = async (entry: OutboxEntry): Promise<void> => {
    this.attempts.push(entry.event.id);
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
    this.published.push(entry.event.id);
  };
}

describe('OutboxRelay', () => {
  beforeEach(() => void jest.useFakeTimers());

  const relays: OutboxRelay[] = [];
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  const open = (more: Partial<OutboxRelayOptions> = {}, store = new MemoryStore('quests', { clock })) => {
    const publisher = new Publisher();
    const errors: unknown[] = [];
    const relay = new OutboxRelay(store.outbox, publisher.publish, {
      clock,
      random: () => 0,
      onError: (error) => errors.push(error),
      ...more,
    });
    relays.push(relay);
    const emit = (owner: string, ...ids: string[]) =>
      store.shard(owner).commit({ events: ids.map((id) => ({ id, subject: 's', bytes: new Uint8Array() })) });
    return { store, publisher, errors, relay, emit };
  };

  it('publishes what is committed at once, in order, and removes it', async () => {
    const { store, publisher, emit } = open();
    await emit('p1', 'a', 'b');
    await emit('p1', 'c');
    await jest.advanceTimersByTimeAsync(0);
    expect(publisher.published).toEqual(['a', 'b', 'c']);
    expect((await store.outbox.backlog()).reduce((sum, n) => sum + n)).toBe(0);
  });

  it('misses no commit, whenever it comes', async () => {
    const { publisher, emit } = open({ sweepMs: 1e9 });
    const ids = Array.from({ length: 300 }, (_, n) => `e${n}`);
    for (const [n, id] of ids.entries()) {
      await emit('p1', id);
      for (let turns = 0; turns < n % 23; turns += 1) await Promise.resolve();
    }
    await jest.advanceTimersByTimeAsync(0);
    expect(publisher.published).toEqual(ids);
  });

  it('does not miss a commit that comes while it finishes its shard', async () => {
    const store = new MemoryStore('quests', { clock });
    const settle = store.outbox.settle.bind(store.outbox);
    const late = { id: 'late', subject: 's', bytes: new Uint8Array() };
    jest.spyOn(store.outbox, 'settle').mockImplementationOnce(async (...args) => {
      const left = await settle(...args);
      await store.shard('p1').commit({ events: [late] });
      return left;
    });
    const { publisher, emit } = open({ sweepMs: 1e9 }, store);
    await emit('p1', 'a');
    await jest.advanceTimersByTimeAsync(0);
    expect(publisher.published).toEqual(['a', 'late']);
  });

  it('finds what a crashed process left', async () => {
    const store = new MemoryStore('quests', { clock });
    await store.shard('p1').commit({ events: [{ id: 'left', subject: 's', bytes: new Uint8Array() }] });
    const { publisher } = open({}, store);
    await jest.advanceTimersByTimeAsync(0);
    expect(publisher.published).toEqual(['left']);
  });

  it('takes over from a relay that died over its entries', async () => {
    const store = new MemoryStore('quests', { clock });
    await store.shard('p1').commit({ events: [{ id: 'left', subject: 's', bytes: new Uint8Array() }] });
    await store.outbox.take(store.shard('p1').number, 'dead', { limit: 1, holdMs: 30_000 });
    const { publisher } = open({}, store);
    await jest.advanceTimersByTimeAsync(29_000);
    expect(publisher.published).toEqual([]);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(publisher.published).toEqual(['left']);
  });

  it('keeps the order and the ids while publishing fails, and backs off', async () => {
    const { publisher, errors, emit } = open();
    publisher.failure = new Error('no responders');
    await emit('p1', 'a', 'b');
    await emit('p2', 'x');
    await jest.advanceTimersByTimeAsync(60_000);
    const attempts = publisher.attempts.length;
    expect(attempts).toBeLessThan(50);
    expect(attempts).toBeGreaterThan(8);
    expect(errors).toHaveLength(attempts);
    expect(publisher.attempts).not.toContain('b');
    publisher.failure = undefined;
    await jest.advanceTimersByTimeAsync(15_000);
    expect(publisher.published.filter((id) => id !== 'x')).toEqual(['a', 'b']);
    expect(publisher.published).toContain('x');
  });

  it('leaves entries with one relay at a time', async () => {
    const { store, publisher, emit } = open();
    const other = open({}, store);
    await Promise.all(Array.from({ length: 50 }, (_, n) => emit('p1', `e${n}`)));
    await jest.advanceTimersByTimeAsync(20_000);
    const all = [...publisher.published, ...other.publisher.published];
    expect(all.sort()).toEqual(Array.from({ length: 50 }, (_, n) => `e${n}`).sort());
  });

  it('puts aside what can never be published, if told where to', async () => {
    const refused: string[] = [];
    const { publisher, emit } = open({
      refuse: async (entry) => {
        refused.push(entry.event.id);
        publisher.failure = undefined;
      },
    });
    publisher.failure = Object.assign(new Error('too large'), { retryable: false });
    await emit('p1', 'bad', 'good');
    await jest.advanceTimersByTimeAsync(0);
    expect([refused, publisher.published]).toEqual([['bad'], ['good']]);
  });

  it('shows its backlog', async () => {
    const { publisher, relay, emit } = open();
    publisher.failure = new Error('away');
    await emit('p1', 'a', 'b');
    await emit('p2', 'c');
    await jest.advanceTimersByTimeAsync(15_000);
    expect(relay.backlog).toBe(3);
  });

  it('flushes before the end, without waiting for the next retry', async () => {
    const { publisher, relay, emit } = open();
    publisher.failure = new Error('away');
    await emit('p1', 'a');
    await jest.advanceTimersByTimeAsync(30_000);
    publisher.failure = undefined;
    expect(await relay.flush(new AbortController().signal)).toBe(true);
    expect(publisher.published).toEqual(['a']);
  });

  it('gives a flush up when told so', async () => {
    const { publisher, relay, emit } = open();
    publisher.failure = new Error('away');
    await emit('p1', 'a');
    const ending = new AbortController();
    const flushed = relay.flush(ending.signal);
    await jest.advanceTimersByTimeAsync(5000);
    ending.abort();
    expect(await flushed).toBe(false);
  });

  it('does nothing more once it is stopped', async () => {
    const stopping = new AbortController();
    const { store, publisher, emit } = open({ signal: stopping.signal });
    await jest.advanceTimersByTimeAsync(0);
    stopping.abort();
    await emit('p1', 'a');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(publisher.attempts).toEqual([]);
    expect((await store.outbox.backlog()).reduce((sum, n) => sum + n)).toBe(1);
  });

  it('costs one look a sweep when idle', async () => {
    const store = new MemoryStore('quests', { clock });
    const backlog = jest.spyOn(store.outbox, 'backlog');
    const take = jest.spyOn(store.outbox, 'take');
    open({}, store);
    await jest.advanceTimersByTimeAsync(75_000);
    expect(backlog.mock.calls.length).toBeLessThanOrEqual(11);
    expect(take).not.toHaveBeenCalled();
  });
});
