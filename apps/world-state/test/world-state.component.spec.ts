import { FactChanged, LocationEntered, MoveMode, WorldChanged } from '@bodybroker/contracts-world-state';
import { eventually, publishedEvents, type ServiceHarness } from '@bodybroker/testing';
import {
  asAdmin,
  asPlayer,
  asService,
  int,
  once,
  refused,
  startWorld,
  yes,
  type WorldClient,
} from './world-harness.js';

describe('world-state', () => {
  let harness: ServiceHarness;
  let world: WorldClient;

  beforeEach(async () => {
    harness = await startWorld();
    world = asService(harness);
  });

  afterEach(async () => {
    await harness.stop();
  });

  describe('what ships with it', () => {
    it('is there before it is ready', async () => {
      await eventually(async () => {
        expect((await harness.service.readiness()).checks['content']).toBe('ok');
      });
    });

    it('is nine wards of five places, each with somebody to harvest', async () => {
      const { regions } = await world.listRegions({});
      expect(regions).toHaveLength(9);
      expect(regions.filter(({ guarded }) => guarded).map(({ id }) => id)).toEqual([
        'gallows-ward',
        'lantern-ward',
        'ledger-ward',
      ]);
      for (const { id } of regions) {
        const { locations } = await world.listLocations({ regionId: id });
        expect(locations).toHaveLength(5);
        const snapshot = await world.getWorldSnapshot({ regionIds: [id] });
        const sources = snapshot.entities.filter(({ kind }) => kind === 'corpse' || kind === 'donor');
        expect(sources.length).toBeGreaterThanOrEqual(3);
      }
    });

    it('has a way from where players start to every place that is not locked', async () => {
      const first = await world.listLocations({ pageSize: 20 });
      const rest = await world.listLocations({ pageSize: 40, pageToken: first.nextPageToken });
      const ids = [...first.locations, ...rest.locations].map(({ id }) => id);
      expect(ids).toHaveLength(45);
      const locked: string[] = [];
      for (const to of ids) {
        await world.findPath({ from: 'tallow-rooms', to }).catch((error: unknown) => {
          expect(error).toMatchObject({ reason: 'EXIT_BLOCKED' });
          locked.push(to);
        });
      }
      expect(locked.sort()).toEqual(['bone-catacombs', 'drowned-undercroft', 'lantern-auction', 'ledger-archive']);
    });

    it('has an inn and a market where 200 fit, and rooms for any number', async () => {
      expect(await world.getLocation({ locationId: 'tallow-rooms' })).toMatchObject({ capacity: 0 });
      for (const locationId of ['gallows-inn', 'ash-market', 'mire-stilt-market']) {
        expect((await world.getLocation({ locationId })).capacity).toBeGreaterThanOrEqual(200);
      }
    });
  });

  describe('snapshot and changes', () => {
    it('tells exactly what happened since a revision', async () => {
      const { revision } = await world.getWorldSnapshot({ regionIds: ['ash-ward'] });
      await world.setFact({ key: 'catacombs.open', value: yes });
      await world.setFact({ key: 'test.new', value: int(7) });
      const changes = await world.getChanges({ sinceRevision: revision });
      expect(changes).toMatchObject({ revision: revision + 2n, truncated: false });
      expect(
        changes.changes.map(({ revision: at, change }) => [at, change.oneofKind === 'fact' && change.fact.key]),
      ).toEqual([
        [revision + 1n, 'catacombs.open'],
        [revision + 2n, 'test.new'],
      ]);
    });

    it('says in a snapshot what is where and how it is, and what things are like if that is asked for', async () => {
      const regionIds = ['lantern-ward'];
      const bare = await world.getWorldSnapshot({ regionIds });
      expect(bare.regions).toEqual([
        { id: 'lantern-ward', name: '', description: '', guarded: false, tags: [], version: 1n },
      ]);
      expect(bare.locations).toEqual([]);
      expect(bare.moods).toContainEqual({
        locationId: 'lantern-arcade',
        dreadHundredths: 1500,
        controllingFaction: 'houses',
        version: 1n,
      });
      expect(bare.entities).toContainEqual(
        expect.objectContaining({ id: 'pip', kind: 'npc', name: '', locationId: 'lantern-arcade' }),
      );
      const whole = await world.getWorldSnapshot({ regionIds, withDetails: true });
      expect(whole.regions).toEqual([await world.getRegion({ regionId: 'lantern-ward' })]);
      expect(whole.locations).toContainEqual(await world.getLocation({ locationId: 'lantern-arcade' }));
      expect(whole.moods).toEqual([]);
      expect(whole.entities).toContainEqual(await world.getEntity({ entityId: 'pip' }));
      expect(whole.entities.map(({ id }) => id)).toEqual(bare.entities.map(({ id }) => id));
      expect(whole.facts).toEqual(bare.facts);
    });

    it('pages through changes without splitting a revision', async () => {
      const { revision } = await world.getWorldSnapshot({});
      const edit = (n: number) => ({
        edit: { oneofKind: 'setFact', setFact: { key: `test.${n}`, value: int(n) } } as const,
      });
      await world.applyChanges({ changes: [edit(1), edit(2), edit(3)] }, once());
      await world.applyChanges({ changes: [edit(4)] }, once());
      const first = await world.getChanges({ sinceRevision: revision, limit: 2 });
      expect(first).toMatchObject({ revision: revision + 1n, truncated: true });
      expect(first.changes).toHaveLength(3);
      const second = await world.getChanges({ sinceRevision: first.revision, limit: 2 });
      expect(second).toMatchObject({ revision: revision + 2n, truncated: false });
    });

    it('refuses a revision that is still to come, four regions, and unknown ones', async () => {
      await expect(world.getChanges({ sinceRevision: 10_000n })).rejects.toEqual(refused('REVISION_AHEAD'));
      const regionIds = ['ash-ward', 'bone-ward', 'mire-ward', 'needle-ward'];
      await expect(world.getWorldSnapshot({ regionIds })).rejects.toEqual(refused('INVALID_FIELD'));
      await expect(world.getWorldSnapshot({ regionIds: ['moon-ward'] })).rejects.toEqual(refused('REGION_NOT_FOUND'));
      await expect(world.getWorldSnapshot({ worldId: 'nowhere' })).rejects.toEqual(refused('WORLD_NOT_FOUND'));
    });

    it('keeps worlds apart', async () => {
      await world.setFact({ worldId: 'other', key: 'catacombs.open', value: yes });
      expect(await world.getFact({ key: 'catacombs.open' })).toMatchObject({ value: { value: { boolValue: false } } });
      await publishedEvents(harness.broker, FactChanged);
    });
  });

  describe('facts', () => {
    it('are typed by their first write, versioned, and told of', async () => {
      expect(await world.setFact({ key: 'test.toll', value: int(2), expectedVersion: 0n })).toMatchObject({
        version: 1n,
      });
      await expect(world.setFact({ key: 'test.toll', value: yes })).rejects.toEqual(refused('FACT_TYPE'));
      await expect(world.setFact({ key: 'test.toll', value: int(3), expectedVersion: 0n })).rejects.toMatchObject({
        reason: 'VERSION_CONFLICT',
        details: expect.objectContaining({ current_version: '1' }) as object,
      });
      expect(await world.setFact({ key: 'test.toll', value: int(3), expectedVersion: 1n })).toMatchObject({
        version: 2n,
      });
      const told = (await publishedEvents(harness.broker, FactChanged)).filter(
        ({ entityId }) => entityId === 'test.toll',
      );
      expect(told.map(({ payload }) => [payload.oldValue, payload.newValue])).toEqual([
        [undefined, int(2)],
        [int(2), int(3)],
      ]);
    });

    it('go on counting after a deletion', async () => {
      await world.setFact({ key: 'test.gone', value: int(1) });
      await world.applyChanges({ changes: [{ edit: { oneofKind: 'deleteFact', deleteFact: 'test.gone' } }] }, once());
      await expect(world.getFact({ key: 'test.gone' })).rejects.toEqual(refused('FACT_NOT_FOUND'));
      expect(await world.setFact({ key: 'test.gone', value: yes, expectedVersion: 0n })).toMatchObject({ version: 2n });
    });

    it('are listed by prefix', async () => {
      const { facts } = await world.listFacts({ prefix: 'heat.' });
      expect(facts.map(({ key }) => key)).toHaveLength(9);
      await expect(world.listFacts({ prefix: 'heat.', pageToken: 'x' })).rejects.toEqual(refused('BAD_PAGE_TOKEN'));
    });

    it('refuse what is no value, and hostile keys', async () => {
      await expect(world.setFact({ key: 'test.none', value: {} as never })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      const nan = { value: { oneofKind: 'doubleValue', doubleValue: NaN } } as const;
      await expect(world.setFact({ key: 'test.nan', value: nan })).rejects.toEqual(refused('FACT_VALUE'));
      await expect(world.setFact({ key: '__proto__', value: yes })).rejects.toEqual(refused('INVALID_FIELD'));
      expect(await world.setFact({ key: 'constructor', value: yes })).toMatchObject({ version: 1n });
    });

    it('are not for players to write', async () => {
      await expect(asPlayer(harness, 'p1').setFact({ key: 'test.a', value: yes })).rejects.toEqual(
        refused('ACCESS_DENIED'),
      );
    });
  });

  describe('moving', () => {
    it('takes a new player from the first rooms along an exit, and tells once', async () => {
      const player = asPlayer(harness, 'p1');
      expect(await player.getEntity({ entityId: 'p1' })).toMatchObject({
        kind: 'player',
        locationId: 'tallow-rooms',
        version: 0n,
      });
      const options = once();
      const moved = await player.moveEntity({ entityId: 'p1', toLocation: 'tallow-chandlery' }, options);
      expect(moved).toMatchObject({ from: 'tallow-rooms', entity: { locationId: 'tallow-chandlery', version: 1n } });
      expect(await player.moveEntity({ entityId: 'p1', toLocation: 'tallow-chandlery' }, options)).toEqual(moved);
      const [told] = await publishedEvents(harness.broker, LocationEntered, 1);
      expect(told).toMatchObject({
        subject: 'game.world.location_entered.p1',
        payload: { locationId: 'tallow-chandlery', regionId: 'tallow-ward', fromLocationId: 'tallow-rooms' },
      });
    });

    it('refuses where no exit leads, others than oneself, and more than a step', async () => {
      const player = asPlayer(harness, 'p1');
      const move = (toLocation: string, mode = MoveMode.STEP) =>
        player.moveEntity({ entityId: 'p1', toLocation, mode });
      await expect(move('gallows-inn')).rejects.toEqual(refused('NO_PATH'));
      await expect(move('the-moon')).rejects.toEqual(refused('LOCATION_NOT_FOUND'));
      await expect(move('gallows-inn', MoveMode.TRAVEL)).rejects.toEqual(refused('MOVE_MODE'));
      await expect(player.moveEntity({ entityId: 'pip', toLocation: 'lantern-theatre' })).rejects.toEqual(
        refused('NOT_YOUR_PLAYER'),
      );
      await expect(world.moveEntity({ entityId: 'nobody', toLocation: 'gallows-inn' })).rejects.toEqual(
        refused('ENTITY_NOT_FOUND'),
      );
    });

    it('opens a locked exit by its fact', async () => {
      await world.moveEntity({ entityId: 'acc_a', toLocation: 'bone-gate', mode: MoveMode.PLACE });
      const player = asPlayer(harness, 'acc_a');
      const enter = () => player.moveEntity({ entityId: 'acc_a', toLocation: 'bone-catacombs' });
      await expect(enter()).rejects.toMatchObject({
        reason: 'EXIT_BLOCKED',
        details: expect.objectContaining({ exit: 'bone-gate->bone-catacombs' }) as object,
      });
      await world.setFact({ key: 'catacombs.open', value: yes });
      expect(await enter()).toMatchObject({ entity: { locationId: 'bone-catacombs' } });
      await publishedEvents(harness.broker, LocationEntered, 2);
    });

    it('lets services travel, by the cheapest way', async () => {
      const { entity, arrivedGms } = await world.moveEntity({
        entityId: 'pip',
        toLocation: 'gallows-inn',
        mode: MoveMode.TRAVEL,
      });
      const path = await world.findPath({ from: 'lantern-arcade', to: 'gallows-inn' });
      expect(path.steps.map(({ to }) => to)).toEqual([
        'ledger-exchange',
        'ledger-hall',
        'gallows-assize',
        'gallows-inn',
      ]);
      expect(path.travelGms).toBe(BigInt((14 + 4 + 15 + 5) * 60_000));
      const { clock } = await world.getWorldSnapshot({});
      expect(arrivedGms).toBe((clock?.gms ?? 0n) + path.travelGms);
      expect(entity?.locationId).toBe('gallows-inn');
    });

    it('refuses a full place, and lets one in when another leaves', async () => {
      const place = {
        ...(await world.getLocation({ locationId: 'needle-back-room' })),
        capacity: (await world.listEntities({ locationId: 'needle-back-room' })).entities.length,
      };
      await world.applyChanges({ changes: [{ edit: { oneofKind: 'putLocation', putLocation: place } }] }, once());
      const enter = () => world.moveEntity({ entityId: 'pip', toLocation: 'needle-back-room', mode: MoveMode.TRAVEL });
      await expect(enter()).rejects.toEqual(refused('LOCATION_FULL'));
      await world.moveEntity({ entityId: 'nan-stitch', toLocation: 'needle-apothecary' });
      expect(await enter()).toMatchObject({ entity: { locationId: 'needle-back-room' } });
    });
  });

  describe('batches', () => {
    const fact = (key: string, n = 1) => ({ edit: { oneofKind: 'setFact', setFact: { key, value: int(n) } } as const });

    it('let one of thirty through at one revision', async () => {
      const { revision } = await world.getWorldSnapshot({});
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, (_, n) =>
          world.applyChanges({ changes: [fact(`test.race.${n}`)], expectedRevision: revision }, once()),
        ),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await world.getChanges({ sinceRevision: revision })).changes).toHaveLength(1);
    });

    it('do all or nothing', async () => {
      const { revision } = await world.getWorldSnapshot({});
      const badEntity = { id: 'ghost', kind: 'object', name: '', locationId: 'nowhere', arrivedGms: 0n, version: 0n };
      const changes = [fact('test.half'), { edit: { oneofKind: 'putEntity', putEntity: badEntity } as const }];
      await expect(world.applyChanges({ changes }, once())).rejects.toEqual(refused('DANGLING_REFERENCE'));
      await expect(world.applyChanges({ changes: [] }, once())).rejects.toEqual(refused('INVALID_FIELD'));
      await expect(
        world.applyChanges({ changes: Array.from({ length: 65 }, () => fact('x')) }, once()),
      ).rejects.toEqual(refused('INVALID_FIELD'));
      expect((await world.getWorldSnapshot({})).revision).toBe(revision);
    });

    it('happen once a key, also when it is sent twice at once', async () => {
      const options = once();
      const apply = () => world.applyChanges({ changes: [fact('test.once')] }, options);
      const [one, two] = await Promise.all([apply(), apply()]);
      expect(one).toEqual(two);
      expect(await world.getFact({ key: 'test.once' })).toMatchObject({ version: 1n });
      await expect(world.applyChanges({ changes: [fact('test.once', 2)] }, options)).rejects.toEqual(
        refused('IDEMPOTENCY_KEY_REUSED'),
      );
      await expect(world.applyChanges({ changes: [fact('a')] })).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
    });

    it('are told as one', async () => {
      await world.applyChanges({ changes: [fact('test.a'), fact('test.b')] }, once());
      const told = await publishedEvents(harness.broker, WorldChanged);
      expect(told.at(-1)?.payload.keys).toEqual(['fact/test.a', 'fact/test.b']);
    });
  });

  describe('entities', () => {
    const corpse = {
      id: 'corpse-new',
      kind: 'corpse',
      name: 'New',
      locationId: 'ash-kilns',
      arrivedGms: 0n,
      version: 0n,
    };

    it('come in by services, keep what they carry, and are listed by place and kind', async () => {
      const attributes = { fields: { age: { kind: { oneofKind: 'numberValue', numberValue: 40 } } } } as const;
      expect(await world.upsertEntity({ entity: { ...corpse, attributes }, expectedVersion: 0n })).toMatchObject({
        version: 1n,
        attributes,
      });
      await expect(world.upsertEntity({ entity: corpse, expectedVersion: 0n })).rejects.toEqual(
        refused('VERSION_CONFLICT'),
      );
      const { entities } = await world.listEntities({ locationId: 'ash-kilns', kind: 'corpse' });
      expect(entities.map(({ id }) => id)).toContain('corpse-new');
      await expect(asPlayer(harness, 'p1').upsertEntity({ entity: corpse })).rejects.toEqual(refused('ACCESS_DENIED'));
    });

    it('refuse attributes beyond 8 KiB', async () => {
      const attributes = {
        fields: { x: { kind: { oneofKind: 'stringValue', stringValue: 'x'.repeat(9000) } } },
      } as const;
      await expect(world.upsertEntity({ entity: { ...corpse, attributes } })).rejects.toEqual(
        refused('ATTRIBUTES_TOO_LARGE'),
      );
    });
  });

  it('evaluates conditions over facts, clock and player', async () => {
    const holds = async (cel: string, playerId?: string) =>
      (await world.evaluateCondition({ cel, ...(playerId && { playerId }) })).value;
    expect(await holds("facts['heat.ash-ward'] == 0 && clock.hour == 8")).toBe(true);
    expect(await holds("facts['not.there']")).toBe(false);
    expect(await holds("player.location == 'tallow-rooms' && player.region == 'tallow-ward'", 'acc_x')).toBe(true);
    await expect(holds('facts[')).rejects.toMatchObject({ reason: 'BAD_CONDITION' });
    await expect(asPlayer(harness, 'p1').evaluateCondition({ cel: 'true', playerId: 'p2' })).rejects.toEqual(
      refused('NOT_YOUR_PLAYER'),
    );
  });

  it('restores a checkpoint as a new revision and leaves players where they are', async () => {
    const admin = asAdmin(harness);
    await asPlayer(harness, 'p1').moveEntity({ entityId: 'p1', toLocation: 'tallow-chandlery' });
    const before = await admin.getWorldSnapshot({ regionIds: ['tallow-ward', 'lantern-ward'] });
    const checkpoint = await admin.createCheckpoint({ name: 'before the trouble' });
    await asPlayer(harness, 'p1').moveEntity({ entityId: 'p1', toLocation: 'tallow-cellars' });
    await admin.setFact({ key: 'test.later', value: yes });
    await admin.setFact({ key: 'catacombs.open', value: yes });
    const { revision } = await admin.moveEntity({ entityId: 'pip', toLocation: 'lantern-theatre' });
    const restored = await admin.restoreCheckpoint({ checkpointId: checkpoint.id, expectedRevision: revision });
    expect(restored).toEqual({ revision: revision + 1n, changes: 3 });
    const after = await admin.getWorldSnapshot({ regionIds: ['tallow-ward', 'lantern-ward'] });
    const known = (snapshot: typeof before) => ({
      facts: snapshot.facts.map(({ key, value }) => [key, value]),
      entities: snapshot.entities.filter(({ kind }) => kind !== 'player').map(({ id, locationId }) => [id, locationId]),
    });
    expect(known(after)).toEqual(known(before));
    expect(after.entities.find(({ id }) => id === 'p1')).toMatchObject({ locationId: 'tallow-cellars' });
    await expect(admin.restoreCheckpoint({ checkpointId: checkpoint.id, expectedRevision: 1n })).rejects.toEqual(
      refused('VERSION_CONFLICT'),
    );
    await expect(admin.restoreCheckpoint({ checkpointId: 'cp_0_0' })).rejects.toEqual(refused('CHECKPOINT_NOT_FOUND'));
    expect((await admin.listCheckpoints({})).checkpoints).toEqual([checkpoint]);
    await expect(world.createCheckpoint({ name: 'x' })).rejects.toEqual(refused('ACCESS_DENIED'));
  });

  it('loads a world file beside what is there', async () => {
    const json = JSON.stringify({
      regions: { 'salt-ward': { name: 'Salt Ward', description: 'White.' } },
      locations: {
        'salt-pans': { region: 'salt-ward', name: 'The Pans', description: 'Flat.', dread: 10, capacity: 0 },
      },
      facts: { 'catacombs.open': { type: 'bool', value: true }, 'salt.price': { type: 'int', value: 3 } },
    });
    const admin = asAdmin(harness);
    const loaded = await admin.loadWorld({ source: { oneofKind: 'json', json } });
    expect(loaded).toMatchObject({ regions: 1, locations: 1, entities: 0, facts: 1 });
    expect(await admin.loadWorld({ source: { oneofKind: 'json', json } })).toEqual({
      ...loaded,
      regions: 0,
      locations: 0,
      facts: 0,
    });
    expect(await admin.loadWorld({ source: { oneofKind: 'content', content: 'world' } })).toMatchObject({
      regions: 0,
      locations: 0,
    });
    const bad = JSON.stringify({ locations: { 'a-b': { region: 'salt-ward' } } });
    await expect(admin.loadWorld({ source: { oneofKind: 'json', json: bad } })).rejects.toMatchObject({
      reason: 'BAD_WORLD',
      details: expect.objectContaining({ path: '$.locations.a-b.name' }) as object,
    });
    await expect(admin.loadWorld({ source: { oneofKind: 'json', json: '{' } })).rejects.toEqual(refused('BAD_WORLD'));
    await expect(admin.loadWorld({ source: { oneofKind: 'content', content: 'moon' } })).rejects.toEqual(
      refused('CONTENT_NOT_FOUND'),
    );
  });
});
