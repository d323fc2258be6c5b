import { SourceKind, PartHarvested } from '@bodybroker/contracts-body-broker-integration';
import {
  ClueDiscovered,
  IncidentSolved,
  PropInspectedEvent,
  SceneEntered,
  SceneStatus,
  TraceKind,
  TraceLeft,
  type Scene,
} from '@bodybroker/contracts-environmental-narrative';
import { QuestCompleted } from '@bodybroker/contracts-quest-system';
import { WeatherChanged, WeatherState } from '@bodybroker/contracts-weather-manager';
import { LocationEntered } from '@bodybroker/contracts-world-state';
import { createEvent } from '@bodybroker/nats-sdk';
import { eventually, publishedEvents } from '@bodybroker/testing';
import { HOUR } from './fake-peers.js';
import { once, refused, startStory, type Rig, type StoryClient } from './story-harness.js';

describe('environmental-narrative', () => {
  let rig: Rig;
  let player: StoryClient;

  beforeEach(async () => {
    rig = await startStory();
    player = rig.player('p1');
  });

  afterEach(async () => {
    await rig.stop();
  });

  const go = (locationId: string) => rig.around.places.set('p1', locationId);
  const enter = (locationId: string) => {
    go(locationId);
    return player.enterLocation({ playerId: 'p1', locationId });
  };
  const sceneAt = async (locationId: string, id: string) => {
    const view = (await enter(locationId)).scenes.find((scene) => scene.id === id);
    if (view === undefined) throw new Error(`${id} was not met`);
    return view;
  };
  const inspect = (sceneId: string, propId: string, tool?: string) =>
    player.inspectProp({ playerId: 'p1', sceneId, propId, ...(tool !== undefined && { tool }) });

  describe('scenes', () => {
    it('are published in all nine wards', async () => {
      const { scenes } = await rig.admin.listScenes({ pageSize: 200 });
      expect(scenes.every(({ status }) => status === SceneStatus.PUBLISHED)).toBe(true);
      const wards = new Set(scenes.map(({ locationId }) => locationId.split('-')[0]));
      expect(wards.size).toBe(9);
      const first = await rig.admin.listScenes({ pageSize: 10 });
      const next = await rig.admin.listScenes({ pageSize: 10, pageToken: first.nextPageToken });
      expect([...first.scenes, ...next.scenes]).toEqual(scenes.slice(0, 20));
    });

    it('show night and fog by night in fog, and not by day', async () => {
      expect((await sceneAt('tallow-rooms', 'your-rooms')).layers).toEqual(['base']);
      rig.around.hour = 23;
      rig.around.weather = { state: WeatherState.FOG, intensity: 1, sinceHour: 20 };
      const view = await sceneAt('tallow-rooms', 'your-rooms');
      expect(view.layers).toEqual(['base', 'night', 'fog']);
      expect(view.renderedText).toContain('as if it had come about the rent');
    });

    it('depend on facts and on what quests came to', async () => {
      expect((await sceneAt('lantern-arcade', 'matches')).layers).not.toContain('invited');
      rig.around.facts.set('auction.invited', true);
      expect((await sceneAt('lantern-arcade', 'matches')).layers).toContain('invited');
      await rig.admin.upsertScene({ scene: plainScene({ condition: "quest['first-cut'] == 'completed'" }) });
      await rig.admin.publishScene({ sceneId: 'plain' });
      const ids = async () => (await enter('tallow-rooms')).scenes.map(({ id }) => id);
      expect(await ids()).not.toContain('plain');
      const facts = {
        source: 'quest-system',
        clock: rig.harness.clock,
        entityId: 'q1',
        playerId: 'p1',
        eventId: 'q1-done',
      };
      await rig.publish(
        createEvent(QuestCompleted, { questId: 'q1', playerId: 'p1', definitionId: 'first-cut' }, facts),
      );
      await eventually(async () => expect(await ids()).toContain('plain'));
    });

    it('are new once, and told of once an hour', async () => {
      expect((await sceneAt('tallow-rooms', 'your-rooms')).new).toBe(true);
      expect((await sceneAt('tallow-rooms', 'your-rooms')).new).toBe(false);
      rig.around.hour += 1;
      await enter('tallow-rooms');
      const told = await publishedEvents(rig.harness.broker, SceneEntered, 2);
      expect(told.map(({ payload, playerId }) => [payload.new, playerId])).toEqual([
        [true, 'p1'],
        [false, 'p1'],
      ]);
    });

    it('are met where one is', async () => {
      await expect(player.enterLocation({ playerId: 'p1', locationId: 'ash-kilns' })).rejects.toEqual(
        refused('NOT_HERE'),
      );
      await expect(player.enterLocation({ playerId: 'p2', locationId: 'ash-kilns' })).rejects.toEqual(
        refused('NOT_YOUR_PLAYER'),
      );
      await expect(player.enterLocation({ playerId: 'p1', locationId: 'the-moon' })).rejects.toEqual(
        refused('LOCATION_NOT_FOUND'),
      );
    });

    it('are written, published and retired by admins, each in its turn', async () => {
      expect(await rig.admin.upsertScene({ scene: plainScene(), expectedVersion: 0n })).toMatchObject({
        status: SceneStatus.DRAFT,
      });
      await expect(rig.admin.upsertScene({ scene: plainScene(), expectedVersion: 0n })).rejects.toEqual(
        refused('VERSION_CONFLICT'),
      );
      expect((await enter('tallow-rooms')).scenes.map(({ id }) => id)).not.toContain('plain');
      const published = await rig.admin.publishScene({ sceneId: 'plain' });
      expect(published).toMatchObject({ status: SceneStatus.PUBLISHED, publishedGms: BigInt(12 * HOUR) });
      await expect(rig.admin.publishScene({ sceneId: 'plain' })).rejects.toEqual(refused('ILLEGAL_TRANSITION'));
      expect((await enter('tallow-rooms')).scenes.map(({ id }) => id)).toContain('plain');
      await rig.admin.retireScene({ sceneId: 'plain' });
      expect((await enter('tallow-rooms')).scenes.map(({ id }) => id)).not.toContain('plain');
      await expect(player.getScene({ sceneId: 'plain' })).rejects.toEqual(refused('ACCESS_DENIED'));
      await expect(rig.admin.getScene({ sceneId: 'nothing' })).rejects.toEqual(refused('SCENE_NOT_FOUND'));
    });

    it('are refused when they cannot be shown', async () => {
      const upsert = (over: Partial<Scene>) => rig.admin.upsertScene({ scene: plainScene(over) });
      await expect(upsert({ condition: 'time.hour >' })).rejects.toEqual(refused('BAD_CONDITION'));
      const goryOnly = [
        { kind: 'base', condition: '', contentTags: [], passages: [{ text: 'x', contentTags: ['gore'] }] },
      ];
      await expect(upsert({ layers: goryOnly })).rejects.toEqual(refused('NOTHING_LEFT'));
      const unknownTag = [
        { kind: 'base', condition: '', contentTags: ['cats'], passages: [{ text: 'x', contentTags: [] }] },
      ];
      await expect(upsert({ layers: unknownTag })).rejects.toEqual(refused('CONTENT_TAG'));
      const [prop] = plainScene().props;
      await expect(upsert({ props: [{ ...prop, clueId: 'nowhere' } as never] })).rejects.toEqual(
        refused('CLUE_MISSING'),
      );
      await expect(upsert({ props: [prop, prop] as never })).rejects.toEqual(refused('DUPLICATE_ID'));
    });

    it('do not give a clue that another scene gives', async () => {
      const clues = [
        { id: 'clerk.watch-at-four', title: 'x', passages: [{ text: 'x', contentTags: [] }], implies: {} },
      ];
      await expect(rig.admin.upsertScene({ scene: plainScene({ clues }) })).rejects.toEqual(refused('NAME_TAKEN'));
    });
  });

  describe('props', () => {
    it('give their clue once', async () => {
      go('drowned-stairs');
      const first = await inspect('seventeenth-step', 'stopped-watch');
      expect(first).toMatchObject({ alreadySeen: false, clue: { clueId: 'clerk.watch-at-four', new: true } });
      const second = await inspect('seventeenth-step', 'stopped-watch');
      expect(second).toMatchObject({ alreadySeen: true, clue: { new: false } });
      await publishedEvents(rig.harness.broker, PropInspectedEvent, 1);
      const [told] = await publishedEvents(rig.harness.broker, ClueDiscovered, 1);
      expect(told?.payload).toMatchObject({
        playerId: 'p1',
        incidentId: 'the-clerk-in-the-water',
        propId: 'stopped-watch',
      });
      const { clues } = await player.listClues({ playerId: 'p1' });
      expect(clues).toEqual([expect.objectContaining({ clueId: 'clerk.watch-at-four', sceneId: 'seventeenth-step' })]);
      expect((await player.listClues({ playerId: 'p1', incidentId: 'the-cold-surgeon' })).clues).toEqual([]);
    });

    it('give one clue to two looks at once', async () => {
      go('drowned-stairs');
      const looks = await Promise.all([1, 2, 3].map(() => inspect('seventeenth-step', 'stopped-watch')));
      expect(looks.filter(({ clue }) => clue?.new)).toHaveLength(1);
      await publishedEvents(rig.harness.broker, ClueDiscovered, 1);
    });

    it('may need a tool, and are there to be seen or not', async () => {
      go('drowned-stairs');
      await expect(inspect('seventeenth-step', 'clerks-lungs')).rejects.toMatchObject({
        reason: 'TOOL_REQUIRED',
        details: expect.objectContaining({ tool: 'lancet' }) as object,
      });
      expect(await inspect('seventeenth-step', 'clerks-lungs', 'lancet')).toMatchObject({ alreadySeen: false });
      await expect(inspect('seventeenth-step', 'nothing')).rejects.toEqual(refused('NOT_VISIBLE'));
      await expect(inspect('number-nineteen', 'clock')).rejects.toEqual(refused('NOT_HERE'));
    });

    it('are read as far as the player knows the tongue', async () => {
      go('ash-columbarium');
      const { inscription } = await inspect('niches', 'lintel');
      expect(inscription).toBe('half of ~we keep what you cannot carry~');
      const [told] = await publishedEvents(rig.harness.broker, PropInspectedEvent, 1);
      expect(told?.payload).toMatchObject({
        languageId: 'ossuary',
        inscriptionEnglish: 'we keep what you cannot carry',
      });
    });

    it('fade, when they do', async () => {
      const [prop] = plainScene().props;
      const fading = { ...prop, decay: { halfLifeGms: BigInt(HOUR), washedBy: ['rain'] } } as never;
      await rig.admin.upsertScene({ scene: plainScene({ props: [fading] }) });
      await rig.admin.publishScene({ sceneId: 'plain' });
      const freshness = async () => (await sceneAt('tallow-rooms', 'plain')).props[0]?.freshness;
      expect(await freshness()).toBe(1);
      rig.around.hour += 2;
      expect(await freshness()).toBe(0.25);
      rig.around.weather = { state: WeatherState.RAIN, intensity: 1, sinceHour: 13 };
      expect(await freshness()).toBe(0.125);
      rig.around.hour += 2;
      expect(await freshness()).toBeUndefined();
      await expect(inspect('plain', 'box')).rejects.toEqual(refused('NOT_VISIBLE'));
    });
  });

  describe('what players would rather not read', () => {
    const texts = async (): Promise<string> => {
      const all: string[] = [];
      const { scenes } = await rig.admin.listScenes({ pageSize: 200 });
      for (const { id, locationId, props } of scenes) {
        const view = (await enter(locationId)).scenes.find((scene) => scene.id === id);
        all.push(view?.renderedText ?? '', ...(view?.props ?? []).map(({ description }) => description));
        for (const prop of view === undefined ? [] : props) {
          all.push((await inspect(id, prop.id, prop.inspect?.requiresTool)).text);
        }
      }
      return all.join('\n');
    };
    const tagged = async (tag: string): Promise<readonly string[]> => {
      const { scenes } = await rig.admin.listScenes({ pageSize: 200 });
      const passages = scenes.flatMap(({ layers, props }) => [
        ...layers.flatMap((layer) =>
          layer.passages.map((each) => ({ ...each, contentTags: [...each.contentTags, ...layer.contentTags] })),
        ),
        ...props.flatMap(({ description, inspect: close }) => [...description, ...(close?.passages ?? [])]),
      ]);
      return passages.filter(({ contentTags }) => contentTags.includes(tag)).map(({ text }) => text);
    };

    it('is left out: gore when it is OFF, the graphic when it is REDUCED', async () => {
      const gore = await tagged('gore');
      expect(gore.length).toBeGreaterThan(15);
      rig.around.gore = 'OFF';
      const off = await texts();
      expect(gore.filter((text) => off.includes(text))).toEqual([]);
      rig.around.gore = 'REDUCED';
      const reduced = await texts();
      const graphic = await tagged('gore.graphic');
      expect(graphic.filter((text) => reduced.includes(text))).toEqual([]);
      expect(gore.some((text) => reduced.includes(text))).toBe(true);
    });

    it('is left out: each fear by its own setting', async () => {
      rig.around.phobias.add('confinement');
      const shown = await texts();
      const fears = await tagged('phobia.confinement');
      expect(fears.filter((text) => shown.includes(text))).toEqual([]);
      expect((await tagged('gore')).some((text) => shown.includes(text))).toBe(true);
    });
  });

  describe('incidents', () => {
    const solve = (answers: Record<string, string>, options = once()) =>
      player.submitDeduction({ playerId: 'p1', incidentId: 'the-clerk-in-the-water', answers }, options);
    const truth = { who: 'anselm-pryde', how: 'held-under-in-a-bath', why: 'a-line-sold-twice', when: 'fourth-bell' };

    it('are solved by the right answers, better with clues, and told once', async () => {
      go('drowned-stairs');
      await inspect('seventeenth-step', 'dry-cuffs');
      const before = await player.getCaseBoard({ playerId: 'p1', incidentId: 'the-clerk-in-the-water' });
      expect(before).toMatchObject({ conclusion: '', solved: {}, attempts: 0 });
      expect(before.openQuestions.map(({ key, options }) => [key, options.length])).toEqual([
        ['who', 4],
        ['how', 4],
        ['why', 4],
        ['when', 4],
      ]);
      const options = once();
      const solved = await solve(truth, options);
      expect(solved).toMatchObject({ solved: true, consistent: true, score: 25 + 25 + 15 + 15 });
      expect(solved.conclusion).toContain('Anselm Pryde');
      expect(await solve(truth, options)).toEqual(solved);
      const [told] = await publishedEvents(rig.harness.broker, IncidentSolved, 1);
      expect(told?.payload).toMatchObject({ incidentId: 'the-clerk-in-the-water', attempts: 1 });
      const after = await player.getCaseBoard({ playerId: 'p1', incidentId: 'the-clerk-in-the-water' });
      expect(after).toMatchObject({ solved: truth, openQuestions: [] });
    });

    it('are closed for six hours by a wrong answer', async () => {
      go('drowned-stairs');
      await inspect('seventeenth-step', 'stopped-watch');
      const wrong = await solve({ ...truth, when: 'noon' });
      expect(wrong).toMatchObject({ solved: false, consistent: false, correct: { who: true, when: false } });
      expect(wrong.conclusion).toBeUndefined();
      await expect(solve(truth)).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'CASE_LOCKED',
        details: expect.objectContaining({ until: String(18 * HOUR) }) as object,
      });
      rig.around.hour += 6;
      expect(await solve(truth)).toMatchObject({ solved: true });
    });

    it('refuse unknown questions, no answers, no key, and unknown incidents', async () => {
      await expect(solve({ where: 'x' })).rejects.toEqual(refused('UNKNOWN_QUESTION'));
      await expect(solve({})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      await expect(
        player.submitDeduction({ playerId: 'p1', incidentId: 'the-clerk-in-the-water', answers: truth }),
      ).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
      const unknown = player.submitDeduction({ playerId: 'p1', incidentId: 'nothing', answers: truth }, once());
      await expect(unknown).rejects.toEqual(refused('INCIDENT_NOT_FOUND'));
    });

    it('are the same for the same seed, solvable, and published as such', async () => {
      for (const incidentTemplate of ['murder', 'theft', 'arson']) {
        const order = { locationId: 'bone-tenement', incidentTemplate, seed: 7n, severity: 1 };
        const first = await rig.admin.generateScene(order);
        expect(await rig.admin.generateScene(order)).toEqual(first);
        expect(await rig.admin.generateScene({ ...order, seed: 8n })).not.toEqual(first);
        const { scene, incident } = first;
        await rig.admin.publishScene({ sceneId: scene?.id ?? '' });
        const view = await sceneAt('bone-tenement', scene?.id ?? '');
        expect(view.renderedText).not.toMatch(/[{}]/);
        expect(view.props).toHaveLength(8);
        const answers = incident?.truth ?? {};
        const deduced = await player.submitDeduction(
          { playerId: 'p1', incidentId: incident?.id ?? '', answers },
          once(),
        );
        expect(deduced).toMatchObject({ solved: true });
        expect(deduced.conclusion).not.toMatch(/[{}]/);
      }
      const order = { locationId: 'bone-tenement', incidentTemplate: 'comedy', seed: 7n, severity: 1 };
      await expect(rig.admin.generateScene(order)).rejects.toEqual(refused('INCIDENT_TEMPLATE_NOT_FOUND'));
      await expect(rig.admin.generateScene({ ...order, severity: 6 })).rejects.toEqual(refused('INVALID_FIELD'));
    });

    it('are not published while an answer has one clue', async () => {
      const { scene } = await rig.admin.generateScene({
        locationId: 'bone-gate',
        incidentTemplate: 'theft',
        seed: 1n,
        severity: 1,
      });
      if (scene === undefined) throw new Error('no scene');
      await rig.admin.upsertScene({ scene: { ...scene, props: scene.props.slice(1) } });
      await expect(rig.admin.publishScene({ sceneId: scene.id })).rejects.toMatchObject({
        reason: 'UNSOLVABLE',
        details: expect.objectContaining({ question: 'who' }) as object,
      });
      await rig.admin.upsertScene({ scene });
      await rig.admin.publishScene({ sceneId: scene.id });
      await expect(rig.admin.upsertScene({ scene: { ...scene, clues: [], props: [] } })).rejects.toEqual(
        refused('UNSOLVABLE'),
      );
    });

    it('go cold with their last scene', async () => {
      const { scene, incident } = await rig.admin.generateScene({
        locationId: 'bone-gate',
        incidentTemplate: 'theft',
        seed: 2n,
        severity: 2,
      });
      await rig.admin.retireScene({ sceneId: scene?.id ?? '' });
      const incidentId = incident?.id ?? '';
      const deduction = player.submitDeduction({ playerId: 'p1', incidentId, answers: { who: 'x' } }, once());
      await expect(deduction).rejects.toEqual(refused('CASE_COLD'));
    });

    it('may be helped by other services', async () => {
      const given = await rig.admin.discoverClue({ playerId: 'p1', clueId: 'fire.clock' });
      expect(given).toMatchObject({ new: true, incidentId: 'fire-in-chimney-row' });
      expect(await rig.admin.discoverClue({ playerId: 'p1', clueId: 'fire.clock' })).toMatchObject({ new: false });
      await publishedEvents(rig.harness.broker, ClueDiscovered, 1);
      await expect(rig.admin.discoverClue({ playerId: 'p1', clueId: 'no.clue' })).rejects.toEqual(
        refused('CLUE_NOT_FOUND'),
      );
      await expect(player.discoverClue({ playerId: 'p1', clueId: 'fire.clock' })).rejects.toEqual(
        refused('ACCESS_DENIED'),
      );
    });
  });

  describe('traces', () => {
    const strengths = async (locationId: string) => {
      const { traces } = await player.listTraces({ locationId });
      return traces.map(({ kind, strength }) => [TraceKind[kind], Number(strength.toFixed(2))]);
    };
    const harvest = {
      worldId: 'main',
      regionId: 'ash-ward',
      locationId: 'ash-kilns',
      playerId: 'p1',
      partId: 'prt1',
      sourceId: 'c1',
    };
    const facts = (eventId: string) => ({
      source: 'x',
      clock: rig.harness.clock,
      entityId: 'e',
      playerId: 'p1',
      eventId,
    });

    it('are left by harvests: blood each time, one corpse a body', async () => {
      const sourceKind = SourceKind.CORPSE;
      await rig.publish(createEvent(PartHarvested, { ...harvest, sourceKind, gms: BigInt(12 * HOUR) }, facts('h1')));
      await rig.publish(
        createEvent(PartHarvested, { ...harvest, partId: 'prt2', sourceKind, gms: BigInt(12 * HOUR) }, facts('h2')),
      );
      const kinds = async () => (await strengths('ash-kilns')).map(([kind]) => kind);
      await eventually(async () => expect((await kinds()).sort()).toEqual(['BLOOD', 'BLOOD', 'CORPSE']));
      await publishedEvents(rig.harness.broker, TraceLeft, 3);
      expect((await enter('ash-kilns')).scenes.find(({ id }) => id === 'oil-book')?.layers).toContain('aftermath');
    });

    it('age by half-lives, and rain washes blood away', async () => {
      await rig.admin.leaveTrace({ locationId: 'ash-kilns', kind: TraceKind.BLOOD, by: 'p1', strength: 1 });
      rig.around.hour += 24;
      expect(await strengths('ash-kilns')).toEqual([['BLOOD', 0.5]]);
      const rain = {
        worldId: 'main',
        regionId: 'ash-ward',
        newState: WeatherState.RAIN,
        intensity: 1,
        gms: BigInt(36 * HOUR),
      };
      await rig.publish(createEvent(WeatherChanged, rain, facts('rain')));
      rig.around.weather = { state: WeatherState.RAIN, intensity: 1, sinceHour: 36 };
      rig.around.hour += 2;
      expect(await strengths('ash-kilns')).toEqual([['BLOOD', 0.12]]);
      rig.around.hour += 4;
      expect(await strengths('ash-kilns')).toEqual([]);
    });

    it('are left once a key, refused when they make no sense', async () => {
      const options = once();
      const request = { locationId: 'ash-kilns', kind: TraceKind.NOTE, by: '', strength: 0.5 };
      const left = await rig.admin.leaveTrace(request, options);
      expect(await rig.admin.leaveTrace(request, options)).toEqual(left);
      expect(await strengths('ash-kilns')).toEqual([['NOTE', 0.5]]);
      await expect(rig.admin.leaveTrace({ ...request, kind: TraceKind.UNSPECIFIED })).rejects.toEqual(
        refused('ENUM_UNSPECIFIED'),
      );
      await expect(rig.admin.leaveTrace({ ...request, strength: 0 })).rejects.toEqual(refused('INVALID_FIELD'));
      await expect(rig.admin.leaveTrace({ ...request, locationId: 'the-moon' })).rejects.toEqual(
        refused('LOCATION_NOT_FOUND'),
      );
      await expect(player.leaveTrace(request)).rejects.toEqual(refused('ACCESS_DENIED'));
    });

    it('are footprints where somebody came, the same ones again', async () => {
      const entered = {
        worldId: 'main',
        entityId: 'p1',
        locationId: 'ash-kilns',
        regionId: 'ash-ward',
        arrivedGms: BigInt(12 * HOUR),
      };
      await rig.publish(createEvent(LocationEntered, entered, facts('e1')));
      await rig.publish(createEvent(LocationEntered, { ...entered, arrivedGms: BigInt(13 * HOUR) }, facts('e2')));
      rig.around.hour = 13;
      await eventually(async () => expect(await strengths('ash-kilns')).toEqual([['FOOTPRINT', 0.4]]));
      await publishedEvents(rig.harness.broker, TraceLeft, 1);
    });
  });

  describe('telling', () => {
    it('is the generator’s, piece by piece', async () => {
      const chunks = [];
      for await (const { chunk } of player.narrateScene({ playerId: 'p1', sceneId: 'your-rooms' })) chunks.push(chunk);
      expect(chunks.map((chunk) => (chunk.oneofKind === 'delta' ? chunk.delta.text : chunk.oneofKind))).toEqual([
        'It is ',
        'quiet.',
        'done',
      ]);
      const elsewhere = async () => {
        for await (const _chunk of player.narrateScene({ playerId: 'p1', sceneId: 'number-nineteen' })) break;
      };
      await expect(elsewhere()).rejects.toEqual(refused('NOT_HERE'));
    });
  });
});

function plainScene(over: Partial<Scene> = {}): Scene {
  const passages = [{ text: 'A box.', contentTags: [] }];
  return {
    id: 'plain',
    locationId: 'tallow-rooms',
    title: 'Plain',
    condition: '',
    layers: [{ kind: 'base', condition: '', passages, contentTags: [] }],
    props: [
      {
        id: 'box',
        name: 'Box',
        description: passages,
        inspect: { passages, requiresTool: '', requiresSkill: '' },
        clueId: '',
        condition: '',
      },
    ],
    clues: [],
    incidentId: '',
    status: SceneStatus.UNSPECIFIED,
    publishedGms: 0n,
    version: 0n,
    ...over,
  };
}
