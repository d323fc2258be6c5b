import { setTimeout as delay } from 'node:timers/promises';
import {
  ActionType,
  MemoryKind,
  NpcActionChanged,
  NpcAvailability,
  NpcReflected,
  PerceptKind,
  RelationshipChanged,
} from '@bodybroker/contracts-npc-behavior';
import { DealBreached, PartHarvested } from '@bodybroker/contracts-body-broker-integration';
import { QuestFailed } from '@bodybroker/contracts-quest-system';
import { HourPassed, HoursSkipped } from '@bodybroker/contracts-time-manager';
import { WeatherChanged, WeatherState } from '@bodybroker/contracts-weather-manager';
import { EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { createTestBroker, eventually, publishedEvents, type ServiceHarness } from '@bodybroker/testing';
import { startFakePeers, type FakePeers } from './fake-peers.js';
import {
  DAY,
  HOUR,
  asAdmin,
  asPlayer,
  asService,
  once,
  refused,
  startNpcs,
  watchman,
  type NpcClient,
} from './start-npcs.js';

type Facts = Parameters<typeof createEvent>[2];

describe('the people of the city', () => {
  let harness: ServiceHarness;
  let peers: FakePeers;
  let admin: NpcClient;

  beforeEach(async () => {
    const broker = createTestBroker();
    peers = await startFakePeers(broker, ['world-state']);
    harness = await startNpcs({ broker });
    admin = asAdmin(harness);
  });

  afterEach(async () => {
    await harness.stop();
    await peers.stop();
  });

  const facts = (eventId: string, more: Partial<Facts> = {}): Facts => ({
    source: 'test',
    clock: harness.clock,
    entityId: 'main',
    eventId,
    ...more,
  });
  const publish = async (event: ReturnType<typeof createEvent>): Promise<void> => {
    await new EventPublisher(harness.broker.events).publish(event);
  };
  const passHour = (gms: number) =>
    publish(createEvent(HourPassed, { worldId: 'main', gms: BigInt(gms) }, facts(`hour-${gms}`)));

  it('are all there, with what they do', async () => {
    const first = await admin.listNpcs({ pageSize: 30 });
    const second = await admin.listNpcs({ pageSize: 30, pageToken: first.nextPageToken });
    expect([first.npcs.length, second.npcs.length, second.nextPageToken]).toEqual([30, 15, '']);
    const ids = [...first.npcs, ...second.npcs].map(({ npcId }) => npcId);
    expect(ids).toEqual([...ids].sort());
    expect(await admin.getNpc({ npcId: 'gil-ostler' })).toMatchObject({
      locationId: 'tallow-slaughterhouse',
      action: { type: ActionType.WORK },
      availability: NpcAvailability.AWAKE,
      mood: 'warm',
      version: 1n,
    });
    const { npcs } = await admin.listNpcs({ faction: 'assize', locationId: 'gallows-hill' });
    expect(npcs.map(({ npcId }) => npcId)).toEqual(['captain-ferrow']);
    await expect(admin.listNpcs({ faction: 'ledger', pageToken: first.nextPageToken })).rejects.toEqual(
      refused('BAD_PAGE_TOKEN'),
    );
  });

  it('are where their schedule has them at 03:00 and at 13:00, as the clock goes', async () => {
    await admin.createNpc({ npc: watchman });
    const placeOf = async () => (await admin.getNpc({ npcId: 'watchman' })).locationId;
    await passHour(13 * HOUR);
    await eventually(async () => expect(await placeOf()).toBe('gallows-inn'));
    await passHour(DAY + 3 * HOUR);
    await eventually(async () => expect(await placeOf()).toBe('gallows-cells'));
    const skipped = { worldId: 'main', fromGms: BigInt(DAY), toGms: BigInt(30 * DAY + 13 * HOUR), hours: 700n };
    await publish(createEvent(HoursSkipped, skipped, facts('skip')));
    await eventually(async () => expect(await placeOf()).toBe('gallows-inn'));
    const moves = (await publishedEvents(harness.broker, NpcActionChanged)).filter(
      ({ payload }) => payload.npcId === 'watchman',
    );
    expect(moves.map(({ payload }) => payload.locationId)).toEqual(['gallows-cells', 'gallows-inn']);
    expect(moves[0]).toMatchObject({
      subject: 'game.npc.action_changed._',
      payload: { fromLocationId: 'gallows-inn' },
    });
  });

  it('live as far as they are told, not back, and not for ever at once', async () => {
    const { changed, changedCount } = await asService(harness).advanceNpcs({ toGms: BigInt(22 * HOUR) });
    expect(changedCount).toBe(changed.length);
    expect(changed.map(({ npcId }) => npcId)).toContain('gil-ostler');
    expect(await admin.advanceNpcs({ toGms: BigInt(22 * HOUR) })).toMatchObject({ changed: [], changedCount: 0 });
    await expect(admin.advanceNpcs({ toGms: BigInt(21 * HOUR) })).rejects.toEqual(refused('TIME_REVERSED'));
    await expect(admin.advanceNpcs({ toGms: BigInt(10_000 * DAY) })).rejects.toEqual(refused('TO_GMS_TOO_FAR'));
    await expect(asPlayer(harness).advanceNpcs({ toGms: BigInt(23 * HOUR) })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    const here = await admin.advanceNpcs({ toGms: BigInt(26 * HOUR), locationId: 'gallows-inn' });
    expect(here.changed.every(({ fromLocationId }) => fromLocationId === 'gallows-inn')).toBe(true);
    expect((await admin.getNpc({ npcId: 'old-tobit' })).locationId).toBe('bone-catacombs');
  });

  it('tell world-state where they are, all of them, and who is gone', async () => {
    const told = () => peers.asked.changes.flatMap(({ changes }) => changes.map(({ edit }) => edit));
    await eventually(() => expect(told().length).toBeGreaterThanOrEqual(45));
    expect(peers.asked.changes.every(({ changes }) => changes.length <= 64)).toBe(true);
    expect(told()).toContainEqual(
      expect.objectContaining({
        putEntity: expect.objectContaining({ id: 'pip', kind: 'npc', locationId: 'lantern-arcade' }) as object,
      }),
    );
    peers.asked.changes.length = 0;
    peers.applyChanges = 'away';
    await admin.deleteNpc({ npcId: 'grubb' });
    await admin.advanceNpcs({ toGms: BigInt(14 * HOUR) });
    await delay(300);
    expect(peers.asked.changes).toEqual([]);
    peers.applyChanges = 'refuses-pip';
    await eventually(() => expect(told().map(({ oneofKind }) => oneofKind)).toContain('deleteEntity'));
    expect(told()).toContainEqual(expect.objectContaining({ deleteEntity: 'grubb' }));
  });

  it('go in when it storms over their ward, and come out again', async () => {
    const weather = (state: WeatherState, id: string) =>
      publish(
        createEvent(
          WeatherChanged,
          { worldId: 'main', regionId: 'gallows-ward', newState: state, intensity: 1, gms: BigInt(8 * HOUR) },
          facts(id),
        ),
      );
    const actionOf = async () => (await admin.getNpc({ npcId: 'hob-carrow' })).action?.type;
    expect(await actionOf()).toBe(ActionType.WORK);
    await weather(WeatherState.STORM, 'w1');
    await eventually(async () => expect(await actionOf()).toBe(ActionType.SHELTER));
    await weather(WeatherState.CLEAR, 'w2');
    await eventually(async () => expect(await actionOf()).toBe(ActionType.WORK));
    expect((await admin.getNpc({ npcId: 'hob-carrow' })).locationId).toBe('gallows-hill');
  });

  it('decide the same for the same percepts, and say why', async () => {
    const percepts = [{ kind: PerceptKind.THREAT, subjectId: 'p1', strength: 1, locationId: 'bone-chapel' }];
    const request = { npcId: 'brother-tallis', percepts };
    const dry = await asPlayer(harness).decideAction({ ...request, dryRun: true });
    expect(dry).toMatchObject({ changed: true, action: { type: ActionType.FLEE, target: 'p1' } });
    expect((await admin.getNpc({ npcId: 'brother-tallis' })).action?.type).toBe(ActionType.WORK);
    const first = await admin.decideAction(request);
    const second = await admin.decideAction(request);
    expect(first.action).toEqual(dry.action);
    expect(second).toMatchObject({ action: first.action, changed: false });
    expect(first.scores[0]?.considerations.length).toBeGreaterThan(0);
    expect(first.plan.at(-1)).toMatchObject({ operator: 'hide' });
    await expect(asPlayer(harness).decideAction(request)).rejects.toEqual(refused('DRY_RUN_ONLY'));
    const nonsense = { npcId: 'pip', percepts: [{ kind: 99 as PerceptKind, strength: 1 }], dryRun: true };
    await expect(admin.decideAction(nonsense)).rejects.toEqual(refused('ENUM_UNSPECIFIED'));
  });

  describe('written by admins', () => {
    it('are made once, changed at their version, and gone when deleted', async () => {
      const made = await admin.createNpc({ npc: watchman });
      expect(made).toMatchObject({ locationId: 'gallows-inn', version: 1n });
      await expect(admin.createNpc({ npc: watchman })).rejects.toEqual(refused('NPC_ALREADY_EXISTS'));
      const wanted = { npcId: 'watchman', npc: { name: 'The Other Watchman' }, updateMask: { paths: ['name'] } };
      const renamed = await admin.updateNpc({ ...wanted, expectedVersion: 1n });
      expect(renamed).toMatchObject({ name: 'The Other Watchman', archetype: 'guard', version: 2n });
      await expect(admin.updateNpc({ ...wanted, expectedVersion: 1n })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
      });
      expect(await admin.deleteNpc({ npcId: 'watchman' })).toEqual({ deletedVersion: 2n });
      await expect(admin.getNpc({ npcId: 'watchman' })).rejects.toEqual(refused('NPC_NOT_FOUND'));
      expect((await admin.createNpc({ npc: watchman })).version).toBe(3n);
    });

    it('follow a new schedule at once', async () => {
      await admin.createNpc({ npc: watchman });
      const schedule = [{ fromHour: 0, toHour: 24, locationId: 'bone-chapel', activity: ActionType.PRAY }];
      const moved = await admin.updateNpc({
        npcId: 'watchman',
        npc: { schedule },
        updateMask: { paths: ['schedule'] },
      });
      expect(moved).toMatchObject({ locationId: 'bone-chapel', action: { type: ActionType.PRAY } });
    });

    it.each([
      ['no place to be at 08:00', { schedule: watchman.schedule.slice(0, 1) }, 'BAD_SCHEDULE'],
      ['two places at once', { schedule: [...watchman.schedule, ...watchman.schedule] }, 'BAD_SCHEDULE'],
      ['no activity', { schedule: watchman.schedule.map((entry) => ({ ...entry, activity: 0 })) }, 'ENUM_UNSPECIFIED'],
      ['a trait of 2', { traits: { boldness: 2 } }, 'BAD_TRAIT'],
      ['an unknown trait', { traits: { height: 0 } }, 'BAD_TRAIT'],
      ['an unknown goal', { goals: [{ id: 'revenge', weight: 1 }] }, 'BAD_GOAL'],
      ['an unknown need', { needs: { gold: 1 } }, 'BAD_NEED'],
      ['no name', { name: '' }, 'INVALID_FIELD'],
      ['a bad tag', { knowledgeTags: ['<b>'] }, 'BAD_TAG'],
    ])('are refused with %s', async (_what, wrong, reason) => {
      await expect(admin.createNpc({ npc: { ...watchman, ...wrong } })).rejects.toEqual(refused(reason));
    });

    it.each([
      [[], 'BAD_UPDATE_MASK'],
      [['height'], 'BAD_UPDATE_MASK'],
      [['location_id'], 'IMMUTABLE_FIELD'],
    ])('are not changed by the mask %j', async (paths, reason) => {
      const request = { npcId: 'pip', npc: { name: 'x' }, updateMask: { paths } };
      await expect(admin.updateNpc(request)).rejects.toEqual(refused(reason));
    });

    it('are not made by players', async () => {
      await expect(asPlayer(harness).createNpc({ npc: watchman })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    });

    it('cannot be talked to when dead', async () => {
      await admin.updateNpc({ npcId: 'pip', npc: { dead: true }, updateMask: { paths: ['dead'] } });
      const start = asPlayer(harness).startConversation({ npcId: 'pip', playerId: 'p1' }, once());
      await expect(start).rejects.toEqual(refused('NPC_UNAVAILABLE', { why: 'DEAD' }));
      await expect(admin.decideAction({ npcId: 'pip' })).rejects.toEqual(refused('NPC_DEAD'));
    });
  });

  it('that were deleted stay away when the service starts again, and the others are as they were', async () => {
    await admin.deleteNpc({ npcId: 'grubb' });
    await admin.updateNpc({ npcId: 'pip', npc: { name: 'Pip the Tall' }, updateMask: { paths: ['name'] } });
    const again = await startNpcs({ broker: harness.broker, store: harness.store, instance: 'npc-2' });
    expect((await asAdmin(again).getNpc({ npcId: 'pip' })).name).toBe('Pip the Tall');
    await expect(asAdmin(again).getNpc({ npcId: 'grubb' })).rejects.toEqual(refused('NPC_NOT_FOUND'));
    await again.stop();
  });

  describe('remember', () => {
    const observe = (text: string, importance: number, options = {}) =>
      asService(harness).observeEvent(
        { npcId: 'pip', memory: { kind: MemoryKind.OBSERVATION, text, importance, subjectIds: ['house-veyl'] } },
        options,
      );

    it('nothing from after the end of time', async () => {
      const memory = { kind: MemoryKind.OBSERVATION, text: 'It is over', subjectIds: [], gms: 2n ** 63n - 1n };
      await expect(asService(harness).observeEvent({ npcId: 'pip', memory }, once())).rejects.toMatchObject({
        reason: 'INVALID_FIELD',
        details: { field: 'memory.gms' },
      });
      expect((await admin.recallMemories({ npcId: 'pip' })).memories).toEqual([]);
    });

    it('once for one key, and what fits best first', async () => {
      const key = once();
      const first = await observe('A Veyl coin fell from the window', 4, key);
      expect(await observe('A Veyl coin fell from the window', 4, key)).toEqual(first);
      await observe('It rained', 9);
      const { memories } = await admin.recallMemories({ npcId: 'pip', query: 'coins', limit: 1 });
      expect(memories).toMatchObject([{ memoryId: first.memoryId, relevance: 1 }]);
      expect((await admin.recallMemories({ npcId: 'pip' })).memories).toHaveLength(2);
      await expect(observe('  ', 1)).rejects.toEqual(refused('INVALID_FIELD'));
      await expect(observe('x', 11)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });

    it('no more than 500 things, and conclude when enough has happened', async () => {
      let reflections = 0;
      for (let index = 0; index < 16; index += 1) {
        const { reflectionTriggered } = await observe(`Thing ${index} at the Veyls`, 10);
        if (reflectionTriggered) reflections += 1;
      }
      expect(reflections).toBe(1);
      const [told] = await publishedEvents(harness.broker, NpcReflected, 1);
      expect(told).toMatchObject({ payload: { npcId: 'pip', subjectIds: ['house-veyl'] } });
      expect(told?.payload.insight).toContain('house veyl has come up 15 times');
      for (let index = 0; index < 500; index += 1) await observe(`Trifle ${index}`, 1);
      const all = await admin.recallMemories({ npcId: 'pip', query: 'thing', limit: 100 });
      expect(all.memories.filter(({ text }) => text.startsWith('Thing'))).toHaveLength(16);
      const { insights } = await admin.reflectNpc({ npcId: 'pip' });
      expect(insights).toHaveLength(1);
    }, 60_000);

    it('what was done before their eyes, and what became of contracts and quests, once', async () => {
      const harvested = {
        worldId: 'main',
        playerId: 'p1',
        partType: 'eye',
        locationId: 'gallows-hill',
        sourceId: 'corpse-1',
      };
      const events = [
        createEvent(PartHarvested, harvested, facts('harvest', { playerId: 'p1' })),
        createEvent(
          DealBreached,
          { deal: { worldId: 'main', npcId: 'captain-ferrow', playerId: 'p1', count: 2, partType: 'hand', price: 9n } },
          facts('breach', { playerId: 'p1' }),
        ),
        createEvent(
          QuestFailed,
          { giverNpcId: 'captain-ferrow', playerId: 'p1', title: 'A Watch' },
          facts('quest', { playerId: 'p1' }),
        ),
      ];
      for (const event of events) await publish(event);
      const recalled = async () =>
        (await admin.recallMemories({ npcId: 'captain-ferrow' })).memories.map(({ text }) => text);
      await eventually(async () => expect(await recalled()).toHaveLength(3));
      expect([...(await recalled())].sort()).toEqual([
        'A broker let me down over "A Watch".',
        'A broker took my contract for 2 hands and did not deliver. I have the paper.',
        'I saw a broker take an eye at gallows hill.',
      ]);
      for (const event of events) await publish({ ...event, headers: {} });
      await delay(100);
      expect(await recalled()).toHaveLength(3);
      expect(await admin.getRelationship({ npcId: 'captain-ferrow', playerId: 'p1' })).toMatchObject({
        trust: -5,
        version: 1n,
      });
    });
  });

  describe('think of players', () => {
    const adjust = (deltas: object, options = once(), npcId = 'ivo-scrim') =>
      asService(harness).adjustRelationship({ npcId, playerId: 'p1', deltas, reason: 'test' }, options);

    it('no more than 100 of anything, and a change counts once', async () => {
      const key = once();
      const first = await adjust({ trust: 150, debt: -3 }, key);
      expect(first).toMatchObject({
        relationship: { trust: 100, debt: -3, version: 1n },
        applied: { trust: 100, debt: -3 },
      });
      expect(await adjust({ trust: 150, debt: -3 }, key)).toEqual(first);
      await expect(adjust({ trust: 1 }, key)).rejects.toEqual(refused('IDEMPOTENCY_KEY_REUSED'));
      const told = await publishedEvents(harness.broker, RelationshipChanged, 1);
      expect(told[0]).toMatchObject({
        playerId: 'p1',
        subject: 'game.npc.relationship_changed.p1',
        payload: { reason: 'test' },
      });
      await expect(adjust({ trust: 1 }, {} as never)).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
    });

    it('loses nothing when ten adjust at once', async () => {
      await Promise.all(Array.from({ length: 5 }, () => adjust({ trust: 2 })));
      expect((await admin.getRelationship({ npcId: 'ivo-scrim', playerId: 'p1' })).trust).toBe(10);
    });

    it('less with each day that passes', async () => {
      await adjust({ trust: 10, fear: -2 });
      await admin.advanceNpcs({ toGms: BigInt(3 * DAY + 9 * HOUR) });
      expect(await admin.getRelationship({ npcId: 'ivo-scrim', playerId: 'p1' })).toMatchObject({ trust: 7, fear: 0 });
    });

    it('as before when an adjustment is taken back, once', async () => {
      const { adjustmentId } = await adjust({ trust: 150 });
      await adjust({ trust: -30 });
      const service = asService(harness);
      expect(await service.revertRelationship({ adjustmentId })).toMatchObject({
        reverted: true,
        relationship: { trust: -30 },
      });
      expect(await service.revertRelationship({ adjustmentId })).toMatchObject({
        reverted: false,
        relationship: { trust: -30 },
      });
      await expect(service.revertRelationship({ adjustmentId: 'nonsense' })).rejects.toEqual(
        refused('ADJUSTMENT_NOT_FOUND'),
      );
    });

    it('as before when an adjustment that was never answered is taken back by its key, even if it comes late', async () => {
      const service = asService(harness);
      const byKey = { adjustmentId: '-', npcId: 'ivo-scrim', playerId: 'p1', adjustmentKey: 'exe:4' };
      expect(await service.revertRelationship(byKey)).toMatchObject({ reverted: false, relationship: { version: 0n } });
      await expect(adjust({ trust: 5 }, { idempotencyKey: 'exe:4' })).rejects.toEqual(refused('ADJUSTMENT_REVERTED'));
      await expect(service.revertRelationship({ ...byKey, adjustmentKey: '' })).rejects.toEqual(
        refused('INVALID_FIELD'),
      );
    });

    it('and show a player only what they think of that player', async () => {
      const ask = asPlayer(harness, 'p2').getRelationship({ npcId: 'pip', playerId: 'p1' });
      await expect(ask).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    });
  });

  it('are none in a world that is not there', async () => {
    const elsewhere = harness.client((await import('@bodybroker/contracts-npc-behavior')).NpcBehaviorServiceClient, {
      actor: { kind: 'admin', id: 'test' },
      worldId: 'nowhere',
    });
    await expect(elsewhere.getNpc({ npcId: 'pip' })).rejects.toEqual(refused('WORLD_NOT_FOUND'));
  });
});
