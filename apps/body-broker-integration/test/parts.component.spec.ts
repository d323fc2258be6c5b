import {
  Grade,
  InventoryChanged,
  InventorySort,
  PartHarvested,
  PartPreserved,
  PartSpoiled,
  PartState,
  PreserveMethod,
  SourceKind,
} from '@bodybroker/contracts-body-broker-integration';
import { HourPassed } from '@bodybroker/contracts-time-manager';
import { WeatherChanged } from '@bodybroker/contracts-weather-manager';
import { EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { eventually, publishedEvents } from '@bodybroker/testing';
import { HOUR, PLAYER, once, refused, startTrade, type TradeRig } from './trade-rig.js';

describe('parts', () => {
  let rig: TradeRig;

  beforeEach(async () => {
    rig = await startTrade();
    rig.peers.entities.set('corpse', { kind: 'corpse', locationId: 'bone-ward-place' });
  });

  afterEach(() => rig.stop());

  const takeEye = (options = once(), entityId = 'corpse', kind = SourceKind.CORPSE) =>
    rig.player.harvestPart(
      { playerId: PLAYER, source: { kind, entityId }, partType: 'eye', tool: 'knife', skill: 60 },
      options,
    );
  const hours = async (n: number): Promise<void> => {
    rig.peers.gms += n * HOUR;
    const facts = { source: 'time-manager', clock: rig.clock, entityId: 'main', eventId: `h${rig.peers.gms}` };
    const passed = { worldId: 'main', gms: BigInt(rig.peers.gms), hourNumber: 1n };
    await new EventPublisher(rig.harness.broker.events).publish(createEvent(HourPassed, passed, facts));
  };

  it('are taken once each, told once, and are in the inventory', async () => {
    const part = await takeEye();
    expect(part).toMatchObject({
      partType: 'eye',
      freshness: 93,
      owner: `player:${PLAYER}`,
      regionId: 'bone-ward',
      version: 1n,
    });
    await takeEye();
    await expect(takeEye()).rejects.toEqual(refused('SOURCE_EXHAUSTED'));
    const inventory = await rig.player.listInventory({ playerId: PLAYER });
    expect(inventory).toMatchObject({ used: 2, capacity: 200, version: 2n });
    expect(inventory.parts.map(({ partId }) => partId)).toContain(part.partId);
    expect(await rig.player.getPart({ partId: part.partId })).toEqual(part);
    const [told] = await publishedEvents(rig.harness.broker, PartHarvested, 2);
    expect(told).toMatchObject({
      subject: `game.part.harvested.${PLAYER}`,
      payload: { partType: 'eye', sourceId: 'corpse', locationId: 'bone-ward-place', regionId: 'bone-ward', heat: 2 },
    });
    expect(await publishedEvents(rig.harness.broker, InventoryChanged, 2)).toMatchObject([
      { payload: { cause: 'harvest', used: 1, version: 1n } },
      { payload: { cause: 'harvest', used: 2, version: 2n } },
    ]);
  });

  it('of two who want the last one go to one', async () => {
    await takeEye();
    const results = await Promise.allSettled([takeEye(), takeEye()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refused('SOURCE_EXHAUSTED') });
  });

  it('are taken once for one idempotency key, at once and later', async () => {
    const key = once();
    const [first, second] = await Promise.all([takeEye(key), takeEye(key)]);
    expect(second).toEqual(first);
    expect(await takeEye(key)).toEqual(first);
    expect((await rig.player.listInventory({ playerId: PLAYER })).used).toBe(1);
    await takeEye();
    await expect(takeEye()).rejects.toEqual(refused('SOURCE_EXHAUSTED'));
    await expect(takeEye({ idempotencyKey: key.idempotencyKey ?? '' }, 'other')).rejects.toEqual(
      refused('IDEMPOTENCY_KEY_REUSED'),
    );
  });

  it.each([
    ['no key', () => takeEye({}), 'IDEMPOTENCY_KEY_REQUIRED'],
    ['a body that is not there', () => takeEye(once(), 'nobody'), 'SOURCE_NOT_FOUND'],
    ['a body of another kind', () => takeEye(once(), 'corpse', SourceKind.DONOR), 'SOURCE_KIND'],
    ['no kind', () => takeEye(once(), 'corpse', SourceKind.UNSPECIFIED), 'ENUM_UNSPECIFIED'],
    ['a kind unknown here', () => takeEye(once(), 'corpse', 77 as SourceKind), 'ENUM_UNSPECIFIED'],
  ])('are not taken with %s', async (_case, take, reason) => {
    await expect(take()).rejects.toEqual(refused(reason));
  });

  it('are taken by a player who is where the body is', async () => {
    const at = (locationId: string) => rig.peers.entities.set(PLAYER, { kind: 'player', locationId });
    at('tallow-ward-place');
    const key = once();
    await expect(takeEye(key)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'NOT_HERE',
      details: { location_id: 'bone-ward-place' },
    });
    at('bone-ward-place');
    const part = await takeEye(key);
    // What was taken stays taken.
    at('tallow-ward-place');
    expect(await takeEye(key)).toEqual(part);
    // Whoever acts for a player answers for where that is.
    const source = { kind: SourceKind.CORPSE, entityId: 'corpse' };
    await rig.orchestration.harvestPart({ playerId: PLAYER, source, partType: 'eye' }, once());
  });

  it.each([
    ['a part nobody has', { partType: 'halo' }, 'UNKNOWN_PART_TYPE'],
    ['no tool there is', { tool: 'spoon' }, 'UNKNOWN_TOOL'],
    ['a tool that does not fit', { tool: 'saw' }, 'UNFIT_TOOL'],
    ['too much skill', { skill: 101 }, 'INVALID_FIELD'],
    ['another player', { playerId: 'acc_other' }, 'NOT_YOUR_PLAYER'],
  ])('are not taken with %s', async (_case, change, reason) => {
    const source = { kind: SourceKind.CORPSE, entityId: 'corpse' };
    const order = { playerId: PLAYER, source, partType: 'eye', tool: 'knife', skill: 1, ...change };
    await expect(rig.player.harvestPart(order, once())).rejects.toEqual(refused(reason));
  });

  it('do not come into a full inventory, and the body keeps them', async () => {
    const items = [{ itemId: 'rite-candle', count: 200n }];
    const grant = await rig.orchestration.grantItems({ playerId: PLAYER, items, reference: 'r' }, once());
    await expect(takeEye()).rejects.toEqual(refused('INVENTORY_FULL'));
    await rig.orchestration.revokeGrant({ grantId: grant.grantId });
    await takeEye();
    await takeEye();
    await expect(takeEye()).rejects.toEqual(refused('SOURCE_EXHAUSTED'));
  });

  it('are not taken by a hot hand in a guarded ward', async () => {
    rig.peers.entities.set('noble', { kind: 'corpse', locationId: 'gallows-ward-place' });
    const rib = () =>
      rig.player.harvestPart(
        { playerId: PLAYER, source: { kind: SourceKind.CORPSE, entityId: 'noble' }, partType: 'rib', tool: 'saw' },
        once(),
      );
    for (let n = 0; n < 12; n += 1) await rib();
    for (let n = 0; n < 11; n += 1) await rig.harvest('rib', 'saw');
    expect(await rig.player.getStanding({ playerId: PLAYER })).toMatchObject({ heat: 82 });
    await expect(takeEye(once(), 'noble')).rejects.toEqual(refused('HEAT_TOO_HIGH'));
    rig.peers.gms += 2 * HOUR;
    await takeEye(once(), 'noble');
    expect(await rig.player.getStanding({ playerId: PLAYER })).toMatchObject({ heat: 85 });
  });

  it('spoil faster in the open than on ice, never the other way, and are told of once', async () => {
    const [open, iced] = [await takeEye(), await takeEye()];
    await rig.player.preservePart({ partId: iced.partId, method: PreserveMethod.ICE, expectedVersion: 1n });
    const seen = { open: 93, iced: 93 };
    for (let n = 0; n < 12; n += 1) {
      await hours(1);
      const now = {
        open: (await rig.player.getPart({ partId: open.partId })).freshness,
        iced: (await rig.player.getPart({ partId: iced.partId })).freshness,
      };
      expect(now.open).toBeLessThanOrEqual(seen.open);
      expect(now.iced).toBeLessThanOrEqual(seen.iced);
      Object.assign(seen, now);
    }
    expect(seen.open).toBeLessThan(seen.iced);
    await hours(40);
    await publishedEvents(rig.harness.broker, PartSpoiled, 1);
    expect(await rig.player.getPart({ partId: open.partId })).toMatchObject({ spoiled: true, version: 2n });
    expect(await rig.player.getPart({ partId: iced.partId })).toMatchObject({ spoiled: false, version: 2n });
    await hours(1);
    expect(await publishedEvents(rig.harness.broker, PartSpoiled)).toHaveLength(1);
    expect(await rig.player.appraisePart({ partId: open.partId })).toMatchObject({ lowPrice: 0n, highPrice: 0n });
  });

  it('spoil by the weather of their ward', async () => {
    const part = await takeEye();
    const facts = { source: 'weather-manager', clock: rig.clock, entityId: 'bone-ward', eventId: 'w1' };
    const effects = { decayMultiplier: 2, moveMultiplier: 1, scent: 1, dreadDelta: 0 };
    const change = { worldId: 'main', regionId: 'bone-ward', gms: 0n, effects };
    const publisher = new EventPublisher(rig.harness.broker.events);
    rig.peers.gms = 10 * HOUR;
    const mild = (await rig.player.getPart({ partId: part.partId })).freshness;
    await publisher.publish(createEvent(WeatherChanged, change, facts));
    await eventually(async () => {
      expect((await rig.player.getPart({ partId: part.partId })).freshness).toBeLessThan(mild);
    });
    expect(mild).toBe(46.5);
    expect((await rig.player.getPart({ partId: part.partId })).freshness).toBe(23.25);
  });

  const spoiled = async () => (await publishedEvents(rig.harness.broker, PartSpoiled)).map(({ payload }) => payload);

  it('are spoiled since the hour that their weather says, told of when the weather is known', async () => {
    const { partId } = await takeEye();
    rig.peers.weatherGms = 3 * HOUR;
    // Nobody hears of these turns by event.
    rig.peers.skies.push({ gms: 2 * HOUR, multiplier: 0.5 }, { gms: 10 * HOUR, multiplier: 2 });
    await hours(45);
    expect(await spoiled()).toEqual([]);
    rig.peers.weatherGms = 46 * HOUR;
    await hours(1);
    // 42.2 h of mild weather: 2, then 8 at half pace, and 18.1 at double.
    await eventually(async () => expect(await spoiled()).toHaveLength(1));
    expect(await spoiled()).toMatchObject([{ partId, gms: BigInt(29 * HOUR) }]);
    rig.peers.weatherGms = 47 * HOUR;
    await hours(1);
    expect(await spoiled()).toHaveLength(1);
  });

  it('wait while nobody knows the weather', async () => {
    const { partId } = await takeEye();
    await rig.peers.leave('weather-manager');
    await hours(60);
    expect(await spoiled()).toEqual([]);
    expect(await rig.player.getPart({ partId })).toMatchObject({ version: 1n });
  });

  it('are preserved at the version that is meant, once by one method', async () => {
    const { partId } = await takeEye();
    const ice = { partId, method: PreserveMethod.ICE };
    await expect(rig.player.preservePart({ ...ice, expectedVersion: 9n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '1' },
    });
    await expect(rig.player.preservePart({ partId })).rejects.toEqual(refused('ENUM_UNSPECIFIED'));
    expect(await rig.player.preservePart({ ...ice, expectedVersion: 1n })).toMatchObject({ version: 2n });
    await expect(rig.player.preservePart(ice)).rejects.toEqual(refused('ALREADY_PRESERVED'));
    expect(await publishedEvents(rig.harness.broker, PartPreserved, 1)).toMatchObject([
      { payload: { partId, method: PreserveMethod.ICE } },
    ]);
  });

  it('are thrown away by their owner only, and not while they are reserved', async () => {
    const { partId } = await takeEye();
    for (const call of [
      () => rig.other.getPart({ partId }),
      () => rig.other.discardPart({ partId }),
      () => rig.other.preservePart({ partId, method: PreserveMethod.ICE }),
      () => rig.other.appraisePart({ partId }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    const reserved = await rig.orchestration.reserveItems(
      { playerId: PLAYER, partIds: [partId], reference: 'x' },
      once(),
    );
    await expect(rig.player.discardPart({ partId })).rejects.toEqual(refused('PART_RESERVED'));
    await rig.orchestration.releaseReservation({ reservationId: reserved.reservationId });
    const { version } = await rig.player.getPart({ partId });
    await expect(rig.player.discardPart({ partId, expectedVersion: version - 1n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await rig.player.discardPart({ partId, expectedVersion: version })).toMatchObject({
      state: PartState.DISCARDED,
    });
    await expect(rig.player.discardPart({ partId })).rejects.toEqual(refused('PART_GONE'));
    expect((await rig.player.listInventory({ playerId: PLAYER })).used).toBe(0);
  });

  it.each(['prt_none', 'prt_0_00', '', '%00', 'x'.repeat(64)])('have no id like %j', async (partId) => {
    const code = partId === '' ? 'INVALID_ARGUMENT' : 'NOT_FOUND';
    await expect(rig.player.getPart({ partId })).rejects.toMatchObject({ code });
  });

  it('are listed by filter and order, page by page', async () => {
    await rig.harvest('eye', 'knife', 0);
    await rig.harvest('heart', 'menders-kit', 100);
    await rig.harvest('rib', 'saw', 40);
    const byType = await rig.player.listInventory({ playerId: PLAYER, sort: InventorySort.TYPE });
    expect(byType.parts.map(({ partType }) => partType)).toEqual(['eye', 'heart', 'rib']);
    const first = await rig.player.listInventory({ playerId: PLAYER, sort: InventorySort.TYPE, pageSize: 2 });
    const rest = { playerId: PLAYER, sort: InventorySort.TYPE, pageSize: 2, pageToken: first.nextPageToken };
    expect((await rig.player.listInventory(rest)).parts.map(({ partType }) => partType)).toEqual(['rib']);
    await expect(rig.player.listInventory({ ...rest, sort: InventorySort.GRADE })).rejects.toEqual(
      refused('BAD_PAGE_TOKEN'),
    );
    const good = await rig.player.listInventory({ playerId: PLAYER, filter: { minGrade: Grade.GRADE_B } });
    expect(good.parts.every(({ grade }) => grade <= Grade.GRADE_B)).toBe(true);
    const fresh = await rig.player.listInventory({ playerId: PLAYER, filter: { minFreshness: 99 } });
    expect(fresh.parts.map(({ partType }) => partType)).toEqual(['heart']);
    await expect(rig.other.listInventory({ playerId: PLAYER })).rejects.toEqual(refused('NOT_YOUR_PLAYER'));
  });

  it('are known by their types to everybody', async () => {
    const { partTypes } = await rig.player.listPartTypes({});
    expect(partTypes).toHaveLength(18);
    expect(partTypes.find(({ partType }) => partType === 'rib')).toMatchObject({ yieldPerBody: 12 });
  });

  it('are appraised with reasons, and better by those who want them', async () => {
    const { partId } = await takeEye();
    const market = await rig.player.appraisePart({ partId });
    expect(market.lowPrice).toBeGreaterThan(0n);
    expect(market.factors.map(({ name }) => name)).toEqual(expect.arrayContaining(['grade', 'freshness']));
    const widow = await rig.player.appraisePart({ partId, buyerNpcId: 'widow-sallow' });
    const moll = await rig.player.appraisePart({ partId, buyerNpcId: 'leech-moll' });
    expect(widow.highPrice).toBeGreaterThan(moll.highPrice);
    await expect(rig.player.appraisePart({ partId, buyerNpcId: 'pip' })).rejects.toEqual(refused('CLIENT_NOT_FOUND'));
  });

  it('are still there while the clock does not answer', async () => {
    const { partId } = await takeEye();
    await rig.peers.leave('time-manager');
    rig.clock.advance(60_000);
    const { asOfGms } = await rig.player.getPart({ partId });
    expect(asOfGms).toBe(BigInt(HOUR));
    await rig.peers.leave('world-state');
    await expect(takeEye()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
