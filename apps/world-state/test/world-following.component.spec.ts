import fc from 'fast-check';
import { MoveMode, type Entity, type WorldChange, type WorldSnapshot } from '@bodybroker/contracts-world-state';
import { MemoryStore } from '@bodybroker/storage';
import { ManualClock, createTestBroker, type ServiceHarness } from '@bodybroker/testing';
import { followChanges } from './follow-changes.js';
import { asAdmin, asService, int, once, startWorld, type WorldClient } from './world-harness.js';

const REGIONS = ['tallow-ward', 'ash-ward'];
const PLACES = ['tallow-chandlery', 'tallow-cellars', 'ash-market', 'ash-kilns', 'bone-gate', 'needle-row'];
const MOVERS = ['pip', 'cinder', 'gil-ostler', 'sergeant-bly'];

describe('those who follow a world', () => {
  let first: ServiceHarness;
  let second: ServiceHarness;

  beforeEach(async () => {
    const clock = new ManualClock();
    const shared = { broker: createTestBroker(), store: new MemoryStore('world-state', { clock }), clock };
    first = await startWorld({ ...shared, instance: 'world-state-1' });
    second = await startWorld({ ...shared, instance: 'world-state-2' });
  });

  afterEach(async () => {
    await Promise.all([first.stop(), second.stop()]);
  });

  it('miss none of a hundred facts written over two instances', async () => {
    const world = asService(first);
    const { revision } = await world.getWorldSnapshot({});
    const leaving = new AbortController();
    const seen: WorldChange[] = [];
    const watching = (async () => {
      for await (const change of world.watchChanges({ sinceRevision: revision }, { signal: leaving.signal })) {
        seen.push(change);
        if (seen.length === 100) break;
      }
    })();
    // Calls are spread over both instances by the queue group.
    await Promise.all(Array.from({ length: 100 }, (_, n) => world.setFact({ key: `test.${n}`, value: int(n) })));
    await watching;
    leaving.abort();
    expect(seen.map((change) => change.revision)).toEqual(
      Array.from({ length: 100 }, (_, n) => revision + BigInt(n + 1)),
    );
    expect(new Set(seen.map(({ change }) => change.oneofKind === 'fact' && change.fact.key)).size).toBe(100);
    const told = await world.getChanges({ sinceRevision: revision, limit: 1000 });
    expect(told.changes).toEqual(seen);
  });

  it.each([
    ['with details', true],
    ['without', false],
  ])('have, after the changes, what a new snapshot shows, %s', async (_, withDetails) => {
    const world = asService(first);
    const step = fc.oneof(
      fc.record({ move: fc.constantFrom(...MOVERS), to: fc.constantFrom(...PLACES) }),
      fc.record({ fact: fc.constantFrom('a', 'b', 'c'), value: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ dread: fc.constantFrom(...PLACES), delta: fc.integer({ min: -20, max: 20 }) }),
      fc.record({ dread: fc.constantFrom(...PLACES), faction: fc.constantFrom('', 'assize', 'houses') }),
      fc.record({ remake: fc.constantFrom('crate-1', 'crate-2'), at: fc.constantFrom(...PLACES) }),
      fc.record({ remove: fc.constantFrom('crate-1', 'crate-2') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const before = await world.getWorldSnapshot({ regionIds: REGIONS, withDetails });
        for (const each of steps) await doStep(world, each);
        const { changes, truncated } = await world.getChanges({
          sinceRevision: before.revision,
          regionIds: REGIONS,
          limit: 1000,
        });
        expect(truncated).toBe(false);
        const after = await world.getWorldSnapshot({ regionIds: REGIONS, withDetails });
        expect(plain(followChanges(before, changes))).toEqual(plain(after));
      }),
      { numRuns: 25 },
    );
  });

  it('are told of a place of a move, of the dread of a mood, and all of who comes from another region', async () => {
    const world = asService(first);
    const place = (toLocation: string) => world.moveEntity({ entityId: 'pip', toLocation, mode: MoveMode.PLACE });
    await place('ash-market');
    const { revision } = await world.getWorldSnapshot({});
    await place('ash-kilns');
    await place('tallow-cellars');
    const changeMood = { locationId: 'ash-kilns', dreadDelta: 1.234 };
    await world.applyChanges({ changes: [{ edit: { oneofKind: 'changeMood', changeMood } }] }, once());
    const { dread } = await world.getLocation({ locationId: 'ash-kilns' });
    const { changes } = await world.getChanges({ sinceRevision: revision, regionIds: ['ash-ward'] });
    const version = expect.any(BigInt) as bigint;
    const arrivedGms = expect.any(BigInt) as bigint;
    expect(changes.map(({ change }) => change)).toEqual([
      { oneofKind: 'entityMoved', entityMoved: { entityId: 'pip', locationId: 'ash-kilns', arrivedGms, version } },
      {
        oneofKind: 'entity',
        entity: expect.objectContaining({ name: 'Pip', locationId: 'tallow-cellars' }) as Entity,
      },
      {
        oneofKind: 'mood',
        mood: { locationId: 'ash-kilns', dreadHundredths: Math.round(dread * 100), version },
      },
    ]);
    expect(dread).toBe(Math.round(dread * 100) / 100);
  });

  it('get a world again that another instance restored, however large the difference', async () => {
    const admin = asAdmin(first);
    const checkpoint = await admin.createCheckpoint({ name: 'empty-handed' });
    const { revision } = await admin.getWorldSnapshot({});
    for (let batch = 0; batch < 17; batch += 1) {
      const changes = Array.from({ length: 64 }, (_, n) => ({
        edit: {
          oneofKind: 'putEntity',
          putEntity: {
            id: `crate-${batch}-${n}`,
            kind: 'object',
            name: '',
            locationId: 'tallow-rooms',
            arrivedGms: 0n,
            version: 0n,
          },
        } as const,
      }));
      await admin.applyChanges({ changes }, once());
    }
    const restored = await admin.restoreCheckpoint({ checkpointId: checkpoint.id });
    expect(restored).toMatchObject({ changes: 17 * 64, revision: revision + 18n });
    await expect(admin.getChanges({ sinceRevision: revision + 17n })).rejects.toMatchObject({
      reason: 'REVISION_TOO_OLD',
    });
    for (let tries = 0; tries < 6; tries += 1) {
      const { entities } = await admin.listEntities({ locationId: 'tallow-rooms', kind: 'object' });
      expect(entities).toEqual([]);
    }
  });

  it('find the same world after a restart', async () => {
    const world = asService(first);
    await world.setFact({ key: 'test.kept', value: int(1) });
    const before = await world.getWorldSnapshot({ regionIds: REGIONS });
    const third = await startWorld({ broker: createTestBroker(), store: first.store, clock: first.clock });
    const after = await asService(third).getWorldSnapshot({ regionIds: REGIONS });
    await third.stop();
    expect(after).toEqual(before);
  });
});

type Step =
  | { readonly move: string; readonly to: string }
  | { readonly fact: string; readonly value: number }
  | { readonly dread: string; readonly delta?: number; readonly faction?: string }
  | { readonly remake: string; readonly at: string }
  | { readonly remove: string };

async function doStep(world: WorldClient, step: Step): Promise<void> {
  if ('move' in step) await world.moveEntity({ entityId: step.move, toLocation: step.to, mode: MoveMode.PLACE });
  else if ('fact' in step) await world.setFact({ key: `test.${step.fact}`, value: int(step.value) });
  else if ('dread' in step) {
    const { dread: locationId, delta: dreadDelta = 0, faction: controllingFaction } = step;
    const changeMood = { locationId, dreadDelta, ...(controllingFaction !== undefined && { controllingFaction }) };
    await world.applyChanges({ changes: [{ edit: { oneofKind: 'changeMood', changeMood } }] }, once());
  } else if ('remake' in step) {
    const entity = { id: step.remake, kind: 'object', name: '', locationId: step.at, arrivedGms: 0n, version: 0n };
    await world.upsertEntity({ entity });
  } else {
    const deletion = { edit: { oneofKind: 'deleteEntity', deleteEntity: step.remove } as const };
    await world.applyChanges({ changes: [deletion] }, once()).catch(() => undefined);
  }
}

function plain({ entities, facts, locations, moods }: WorldSnapshot): object {
  return {
    entities: Object.fromEntries(entities.map((entity) => [entity.id, entity])),
    facts: Object.fromEntries(facts.map((fact) => [fact.key, fact])),
    locations: Object.fromEntries(locations.map((location) => [location.id, location])),
    moods: Object.fromEntries(moods.map((mood) => [mood.locationId, mood])),
  };
}
