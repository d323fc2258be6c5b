import { EntityRepository } from './entity-repository.js';
import { MemoryStore } from './memory/memory-store.js';

interface Quest {
  readonly title: string;
  readonly steps: number;
}

const clock = { now: () => 1_700_000_000_000 };
const codec = {
  encode: (quest: Quest) => new TextEncoder().encode(JSON.stringify(quest)),
  decode: (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Quest,
};
const RECEIPT = { actor: 'p1', method: 'advance', key: 'k1', fingerprint: 'f' };

function open() {
  const store = new MemoryStore('quests', { clock });
  const quests = new EntityRepository<Quest>(store, 'quest', { ...codec, random: () => 0 });
  const rats = { title: 'rats', steps: 0 };
  return { store, quests, rats };
}

describe('EntityRepository', () => {
  it('creates, and refuses to create again', async () => {
    const { quests, rats } = open();
    expect(await quests.create('q1', () => ({ value: rats }))).toEqual({
      id: 'q1',
      version: 1n,
      value: rats,
      updatedMs: clock.now(),
    });
    await expect(quests.create('q1', () => ({ value: rats }))).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'QUEST_ALREADY_EXISTS',
      details: { id: 'q1' },
    });
  });

  it('says what is missing', async () => {
    const { quests, rats } = open();
    const missing = { code: 'NOT_FOUND', reason: 'QUEST_NOT_FOUND', details: { id: 'q1' } };
    expect(await quests.get('q1')).toBeUndefined();
    await expect(quests.require('q1')).rejects.toMatchObject(missing);
    await expect(quests.update('q1', () => ({ value: rats }))).rejects.toMatchObject(missing);
    await expect(quests.delete('q1')).rejects.toMatchObject(missing);
  });

  it('updates with the version the write gets, in the shard of an owner', async () => {
    const { store, quests, rats } = open();
    const ref = { id: 'q1', owner: 'player_8' };
    await quests.create(ref, () => ({ value: rats }));
    const updated = await quests.update(ref, ({ value }, version) => ({
      value: { ...value, steps: 1 },
      events: [{ id: `quests:q1:${version}:advanced`, subject: 'game.quest.advanced', bytes: new Uint8Array() }],
    }));
    expect(updated).toMatchObject({ version: 2n, value: { steps: 1 } });
    const taken = await store.outbox.take(store.shard('player_8').number, 'r', { limit: 9, holdMs: 1 });
    expect(taken).toMatchObject({ entries: [{ event: { id: 'quests:q1:2:advanced' } }] });
    expect(await quests.getMany(['q1', ref])).toMatchObject([{ version: 2n }]);
  });

  it('leaves all as it is when the change is none', async () => {
    const { quests, rats } = open();
    await quests.create('q1', () => ({ value: rats }));
    expect(await quests.update('q1', () => undefined)).toMatchObject({ version: 1n });
  });

  it('starts over when another writer came between, so that no change is lost', async () => {
    const { quests, rats } = open();
    await quests.create('q1', () => ({ value: rats }));
    const advance = () =>
      quests.update('q1', async ({ value }) => {
        await Promise.resolve();
        return { value: { ...value, steps: value.steps + 1 } };
      });
    await Promise.all([advance(), advance(), advance()]);
    expect(await quests.require('q1')).toMatchObject({ version: 4n, value: { steps: 3 } });
  });

  it('gives up after 5 retries', async () => {
    const { store, quests, rats } = open();
    await quests.create('q1', () => ({ value: rats }));
    let attempts = 0;
    const losing = quests.update('q1', async ({ value }) => {
      attempts += 1;
      await store.shard('q1').commit({ puts: [{ kind: 'quest', id: 'q1', bytes: codec.encode(value) }] });
      return { value };
    });
    await expect(losing).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(attempts).toBe(6);
  });

  it("does not retry when the caller's own expectation fails", async () => {
    const { quests, rats } = open();
    await quests.create('q1', () => ({ value: rats }));
    let attempts = 0;
    const change = () => {
      attempts += 1;
      return { value: rats };
    };
    await expect(quests.update('q1', change, { expectedVersion: 7n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '1' },
    });
    await expect(quests.upsert('q1', change, { expectedVersion: 0n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(attempts).toBe(0);
    await quests.update('q1', change, { expectedVersion: 1n });
    await expect(quests.delete('q1', undefined, { expectedVersion: 1n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
  });

  it('counts on over a delete, and tells the change', async () => {
    const { store, quests, rats } = open();
    await quests.create('q1', () => ({ value: rats, indexes: [{ op: 'set', index: 'i', member: 'q1', score: 0 }] }));
    await quests.delete('q1', ({ id }) => ({ indexes: [{ op: 'remove', index: 'i', member: id }] }));
    expect(await store.shard('q1').count('i')).toBe(0);
    const versions: bigint[] = [];
    const again = await quests.upsert('q1', (current, version) => {
      expect(current).toBeUndefined();
      versions.push(version);
      return { value: rats };
    });
    expect([again.version, ...versions]).toEqual([2n, 2n]);
  });

  it('never gives a change a version that another entity of this id had', async () => {
    const { store, quests, rats } = open();
    const told: bigint[] = [];
    const created = await quests.upsert('q1', async (_current, version) => {
      told.push(version);
      if (told.length === 1) {
        await store.shard('q1').commit({ puts: [{ kind: 'quest', id: 'q1', bytes: codec.encode(rats) }] });
        await store.shard('q1').commit({ deletes: [{ kind: 'quest', id: 'q1' }] });
      }
      return { value: rats };
    });
    expect(told).toEqual([1n, 2n]);
    expect(created.version).toBe(2n);
    expect((await quests.require('q1')).version).toBe(2n);
  });

  it('does the request of one key once', async () => {
    const { quests, rats } = open();
    let effects = 0;
    const advance = () =>
      quests.upsertOnce('q1', RECEIPT, (current) => {
        effects += 1;
        const value = { ...rats, steps: (current?.value.steps ?? 0) + 1 };
        return { value, response: new Uint8Array([value.steps]) };
      });
    expect(await advance()).toMatchObject({ status: 'written', entity: { version: 1n } });
    const repeat = await advance();
    expect([repeat.status, [...repeat.response]]).toEqual(['replayed', [1]]);
    expect(effects).toBe(1);
    const results = await Promise.all([advance(), advance()]);
    expect(results.map(({ status }) => status)).toEqual(['replayed', 'replayed']);
    expect(await quests.require('q1')).toMatchObject({ version: 1n });
  });

  it('lets one of two equal requests at the same time do the work', async () => {
    const { quests, rats } = open();
    const once = () => quests.upsertOnce('q1', RECEIPT, () => ({ value: rats, response: new Uint8Array([1]) }));
    const results = await Promise.all([once(), once(), once()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['replayed', 'replayed', 'written']);
  });

  it('forgets an entity after its time to live', async () => {
    let nowMs = 0;
    const store = new MemoryStore('quests', { clock: { now: () => nowMs } });
    const quests = new EntityRepository<Quest>(store, 'quest', { ...codec, random: () => 0 });
    await quests.create('q1', () => ({ value: { title: 't', steps: 0 }, ttlMs: 100 }));
    nowMs = 100;
    expect(await quests.get('q1')).toBeUndefined();
  });

  it('ends its retries with the signal', async () => {
    const { quests, rats } = open();
    const signal = AbortSignal.abort(new Error('deadline'));
    await expect(quests.upsert('q1', () => ({ value: rats }), { signal })).rejects.toThrow('deadline');
    expect(await quests.get('q1')).toBeUndefined();
  });
});
