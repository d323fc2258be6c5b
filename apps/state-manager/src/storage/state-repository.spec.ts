import { MemoryStore, type Store } from '@bodybroker/storage';
import type { StateEntry } from '../domain/state-entry.js';
import type { StateWrite } from './state-change.js';
import { StateListing } from './state-listing.js';
import { MAX_KEYS, StateRepository, type StoredState } from './state-repository.js';

const id = { namespace: 'saves', ownerId: 'ana', key: 'slot1' };
const other = { ...id, key: 'slot2' };
const entry = (n: number, expiresMs?: number): StateEntry => ({
  value: { n },
  permissionRead: 1,
  permissionWrite: 1,
  createdMs: 1,
  expiresMs,
});

const setUp = (store?: Store) => {
  let nowMs = 1000;
  const clock = { now: () => nowMs };
  const shared = store ?? new MemoryStore('state-manager', { clock });
  const written: StateWrite[] = [];
  const states = new StateRepository({
    store: shared,
    clock,
    random: () => 0,
    eventsOf: () => [],
    onWritten: (write) => written.push(write),
  });
  const put = (at = id, next = entry(1)) => states.change([at], () => ({ writes: [{ kind: 'put', entry: next }] }));
  const remove = (at = id) => states.change([at], () => ({ writes: [{ kind: 'delete' }] }));
  const add = () =>
    states.change([id], ([state]) => ({
      writes: [{ kind: 'put', entry: entry(Number(state?.entry?.value['n'] ?? 0) + 1) }],
    }));
  return {
    states,
    store: shared,
    listing: new StateListing(shared),
    written,
    put,
    remove,
    add,
    advance: (ms: number) => (nowMs += ms),
  };
};

const version = async (read: Promise<StoredState>): Promise<bigint> => (await read).version;

describe('StateRepository', () => {
  it('counts versions on, over a deletion, which is a version too', async () => {
    const { states, put, remove, listing } = setUp();
    await put();
    await remove();
    expect(await states.get(id)).toMatchObject({ entry: undefined, version: 0n });
    await put(id, entry(3));
    expect(await version(states.get(id))).toBe(3n);
    const history = await listing.history(id, { limit: 10 });
    expect(history.map((revision) => [revision.version, revision.entry?.value])).toEqual([
      [3n, { n: 3 }],
      [2n, undefined],
      [1n, { n: 1 }],
    ]);
  });

  it('keeps the last 20 revisions', async () => {
    const { add, listing } = setUp();
    for (let round = 0; round < 25; round += 1) await add();
    const history = await listing.history(id, { limit: 50 });
    expect(history.map((revision) => revision.version)).toEqual(Array.from({ length: 20 }, (_, at) => BigInt(25 - at)));
  });

  it('does 50 changes at once one after the other', async () => {
    const { add, states } = setUp();
    await Promise.all(Array.from({ length: 50 }, add));
    expect(await states.get(id)).toMatchObject({ version: 50n, entry: { value: { n: 50 } } });
  });

  it('lets changes of one entry take turns: none has to start over, however long each decides', async () => {
    const { states } = setUp();
    let decisions = 0;
    const slowly = () =>
      states.change([id], async ([state]) => {
        decisions += 1;
        await new Promise(setImmediate);
        return { writes: [{ kind: 'put', entry: entry(Number(state?.entry?.value['n'] ?? 0) + 1) }] };
      });
    await Promise.all(Array.from({ length: 20 }, slowly));
    expect(await states.get(id)).toMatchObject({ entry: { value: { n: 20 } } });
    expect(decisions).toBe(20);
  });

  it('starts over when another process was faster', async () => {
    const first = setUp();
    const second = setUp(first.store);
    await first.put();
    let hasInterfered = false;
    await first.states.change([id], async ([state]) => {
      if (!hasInterfered) {
        hasInterfered = true;
        await second.add();
      }
      return { writes: [{ kind: 'put', entry: entry(Number(state?.entry?.value['n']) * 10) }] };
    });
    expect(await first.states.get(id)).toMatchObject({ version: 3n, entry: { value: { n: 20 } } });
  });

  it('changes several entries together or not at all', async () => {
    const { states, put, written } = setUp();
    await put(other);
    await expect(
      states.change([id, other], () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await states.get(id)).toMatchObject({ entry: undefined });
    await states.change([id, other], () => ({ writes: [{ kind: 'put', entry: entry(5) }, { kind: 'delete' }] }));
    expect(await states.getMany([other, id])).toMatchObject([{ entry: undefined }, { entry: { value: { n: 5 } } }]);
    expect(written).toHaveLength(3);
  });

  it('commits only if what it kept has not changed', async () => {
    const first = setUp();
    const second = setUp(first.store);
    await first.put(other);
    const seen: bigint[] = [];
    await first.states.change([id, other], async ([, kept]) => {
      seen.push(kept?.version ?? 0n);
      if (seen.length === 1) await second.put(other, entry(9));
      return { writes: [{ kind: 'put', entry: entry(1) }, { kind: 'keep' }] };
    });
    expect(seen).toEqual([1n, 2n]);
  });

  it('reads an entry as gone when its end has come, and the deletion is a version', async () => {
    const { states, put, advance } = setUp();
    await put(id, entry(1, 2000));
    advance(1000);
    expect(await states.get(id)).toMatchObject({ entry: undefined, version: 0n });
    await put();
    expect(await version(states.get(id))).toBe(3n);
  });

  it('does a change once per idempotency key', async () => {
    const { states } = setUp();
    const receipt = { actor: 'player:ana', method: 'Put', key: 'k', fingerprint: 'f' };
    const once = { receipt, respond: ([state]: readonly StoredState[]) => Buffer.from(String(state?.version)) };
    const change = () => states.change([id], () => ({ writes: [{ kind: 'put', entry: entry(1) }] }), { once });
    expect(await change()).toMatchObject({ status: 'done' });
    const repeat = await change();
    expect(repeat.status === 'replayed' && Buffer.from(repeat.response).toString()).toBe('1');
    expect(await version(states.get(id))).toBe(1n);
  });

  it('lists keys by prefix, without deleted ones', async () => {
    const { put, remove, listing } = setUp();
    for (const key of ['b1', 'a2', 'a1', 'a3']) await put({ ...id, key });
    await remove({ ...id, key: 'a2' });
    expect(await listing.keys('ana', 'saves', { prefix: 'a', limit: 10 })).toEqual(['a1', 'a3']);
    expect(await listing.keys('ana', 'saves', { prefix: '', after: 'a1', limit: 1 })).toEqual(['a3']);
  });

  it('refuses one key too many', async () => {
    const { states, put } = setUp();
    for (let at = 0; at < MAX_KEYS; at += 1) await put({ ...id, key: `k${at}` });
    await expect(put()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'TOO_MANY_KEYS' });
    await put({ ...id, key: 'k1' }, entry(2));
    await put({ ...id, namespace: 'elsewhere' });
    expect(await version(states.get({ ...id, key: 'k1' }))).toBe(2n);
  });

  it('erases a history down to the mark of a deletion', async () => {
    const { put, remove, listing } = setUp();
    await put();
    await remove();
    expect(await listing.ofOwner('ana', 10)).toEqual([id]);
    await listing.eraseHistory(id, 5);
    expect(await listing.history(id, { limit: 10 })).toMatchObject([{ entry: undefined, changedMs: 5 }]);
    expect(await listing.ofOwner('ana', 10)).toEqual([]);
  });
});
