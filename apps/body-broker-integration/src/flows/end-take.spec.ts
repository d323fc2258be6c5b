import { MemoryStore, type Claim } from '@bodybroker/storage';
import { ManualClock } from '@bodybroker/testing';
import type { PartType } from '../domain/part-type.js';
import { grantedPart } from '../domain/part.js';
import { DUE_MS } from '../storage/due.js';
import { Holdings } from '../storage/holdings.js';
import { Parts, partIdOf } from '../storage/parts.js';
import { Sources } from '../storage/sources.js';
import { endTake } from './end-take.js';

const eye = { id: 'eye', yieldPerBody: 1 } as PartType;
const PLAYER = 'acc_1';
const SOURCE = 'main/corpse';

describe('a take whose harvest never said how it ended', () => {
  const clock = new ManualClock();
  const random = (): number => 0;
  let store: MemoryStore;
  let parts: Parts;
  let sources: Sources;
  let holdings: Holdings;

  beforeEach(() => {
    store = new MemoryStore('body-broker-integration', { clock });
    parts = new Parts(store, random);
    sources = new Sources(store, random);
    holdings = new Holdings(store, parts, random);
  });

  const partId = partIdOf(PLAYER, 'harvest', 'key');
  const take = (takeId: string, id = partId) =>
    sources.take(SOURCE, takeId, eye, { playerId: PLAYER, partId: id }, clock.now());
  const part = grantedPart({
    playerId: PLAYER,
    worldId: 'main',
    regionId: 'bone-ward',
    partType: 'eye',
    reference: '',
    gms: 0,
    nowMs: 0,
  });
  const bringIn = () => holdings.change(PLAYER, (draft) => Promise.resolve(draft.addPart(partId, part, 1)));
  const sweep = async (): Promise<void> => {
    clock.advance(60_000);
    const [claim]: readonly Claim[] = await store.shard(SOURCE).claimDue(DUE_MS, { nowMs: clock.now(), holdMs: 1000 });
    if (claim === undefined) throw new Error('nothing is due');
    await endTake({ sources, parts, clock }, `${SOURCE}/take`, claim);
    expect(await store.shard(SOURCE).count(DUE_MS)).toBe(0);
  };

  it('is given back when the part did not come about, and then it cannot any more', async () => {
    await take('take');
    await expect(take('next')).rejects.toMatchObject({ reason: 'SOURCE_EXHAUSTED' });
    await sweep();
    await expect(bringIn()).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(parts.require(partId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await take('next', 'prt_other_00');
  });

  it('is kept when the part came about', async () => {
    await take('take');
    await bringIn();
    await sweep();
    expect((await parts.require(partId)).value.state).toBe('HELD');
    await expect(take('next')).rejects.toMatchObject({ reason: 'SOURCE_EXHAUSTED' });
  });

  it('is kept when the part came about and is thrown away by now', async () => {
    await take('take');
    await bringIn();
    await holdings.change(PLAYER, async (draft) => {
      const held = await draft.part(partId);
      draft.removePart(held, { ...held.value, state: 'DISCARDED' });
    });
    await sweep();
    await expect(take('next')).rejects.toMatchObject({ reason: 'SOURCE_EXHAUSTED' });
  });
});
