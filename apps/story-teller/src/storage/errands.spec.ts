import { jsonCodec, MemoryStore } from '@bodybroker/storage';
import { ManualClock } from '@bodybroker/testing';
import type { Errand } from '../domain/errand.js';
import { Errands, type DoErrand } from './errands.js';
import { ERRANDS_DUE } from './story-keys.js';

describe('Errands', () => {
  const ids = Array.from({ length: 12 }, (_, n) => `run:0:${String(n).padStart(2, '0')}`);
  let clock: ManualClock;
  let store: MemoryStore;

  beforeEach(async () => {
    clock = new ManualClock();
    store = new MemoryStore('story-teller', { clock });
    for (const id of ids) {
      const wish = { kind: 'quest', definitionId: 'the-missing-page' } as const;
      const errand: Errand = {
        id,
        playerId: 'ann',
        worldId: 'main',
        beatId: 'b',
        correlationId: 'c',
        wish,
        attempts: 0,
      };
      const puts = [{ kind: 'errand', id, bytes: jsonCodec<Errand>().encode(errand) }];
      const indexes = [{ op: 'set', index: ERRANDS_DUE, member: id, score: clock.now() }] as const;
      await store.shard('ann').commit({ puts, indexes });
    }
  });

  /** A process that does errands, and how it ends. */
  const run = (doErrand: DoErrand, ending = new AbortController()) => {
    const onError = (error: unknown): void => {
      throw error;
    };
    const options = { clock, signal: ending.signal, onError };
    return new Errands(store).runShard(store.shard('ann').number, doErrand, options);
  };
  const all = (done: string[]): DoErrand => {
    return ({ id }) => {
      done.push(id);
      return Promise.resolve({ is: 'over' });
    };
  };

  it('are all done at once, each once', async () => {
    const done: string[] = [];
    await run(all(done));
    expect(done).toEqual(ids);
    expect(await store.shard('ann').range(ERRANDS_DUE)).toEqual([]);
  });

  it('are there at once for the next process when the one that took them stops', async () => {
    const done: string[] = [];
    const ending = new AbortController();
    await run((errand, signal) => {
      if (done.length === 2) ending.abort();
      return all(done)(errand, signal);
    }, ending);
    expect(done).toEqual(ids.slice(0, 3));
    await run(all(done));
    expect(done).toEqual(ids);
  });

  it('wait for no longer than fifteen seconds when the one that took them crashes', async () => {
    const crashed: Promise<void> = run(() => new Promise(() => undefined));
    void crashed;
    await new Promise(setImmediate);
    const done: string[] = [];
    await run(all(done));
    expect(done).toEqual(ids.slice(5));
    clock.advance(15_000);
    await run(all(done));
    expect(done.sort()).toEqual(ids);
  });
});
