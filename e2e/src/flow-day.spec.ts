import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Answer } from './api.js';
import { eventually } from './eventually.js';
import { Broker, ok } from './flow/broker.js';
import { secondName } from './flow/second-name.js';
import { replay } from './flow/replay.js';
import { HOUR, ScriptedDays } from './flow/scripted-days.js';
import { someone } from './flow/talk.js';
import { sharedStack } from './shared-stack.js';
import { startStack, type ServiceName, type Stack } from './stack.js';

type Json = Answer['body'];

const REGION = 'ash-ward';
const PLACE = 'ash-columbarium';
const ELSEWHERE = 'ash-market';

const unique = (what: string): string => `flow-${what}-${randomBytes(4).toString('hex')}`;

describe('a day in the city', () => {
  const { api, url } = sharedStack();
  let admin = '';
  let broker: Broker;

  beforeAll(async () => {
    admin = await api.adminToken();
  });
  beforeEach(async () => {
    broker = await Broker.join(api, admin);
    await broker.standAt(PLACE);
  });

  const now = async (): Promise<Json> => broker.read('/v1/worlds/main/time');
  const pass = (hours: number): Promise<Json> =>
    broker.arrange('/v1/worlds/main/time:advance', { byGms: String(hours * HOUR) });
  /** Covers the sky from the present hour on: of the clock, which weather-manager follows. */
  const cover = async (state: string, hours: number, priority: number): Promise<void> => {
    await eventually(async () => {
      const { untilGms } = await broker.read(`/v1/worlds/main/regions/${REGION}/weather`);
      expect(Number(untilGms)).toBeGreaterThan(Number((await now()).gms));
    }, 10_000);
    await broker.arrange(`/v1/worlds/main/regions/${REGION}/weather:override`, {
      state: `WEATHER_STATE_${state}`,
      intensity: 1,
      durationGms: String(hours * HOUR),
      priority,
      reason: 'flow',
    });
  };
  const heard = async (type: string): Promise<readonly Json[]> =>
    (await replay(url, admin, 'GAME_EVENTS', { type })).map(({ payload }) => payload);
  /** What is left of this player's blood here. */
  const blood = async (): Promise<number> => {
    const { traces = [] } = await broker.read(`/v1/locations/${PLACE}/traces`);
    const mine = traces.find(({ kind, by }: Json) => kind === 'TRACE_KIND_BLOOD' && by === broker.id);
    return mine?.strength ?? 0;
  };

  it('goes from the clock to the sky, the people and what was left behind', async () => {
    const npcId = await someone(broker, {
      homeLocation: PLACE,
      schedule: [
        { fromHour: 0, toHour: 6, locationId: PLACE, activity: 'ACTION_TYPE_WORK' },
        { fromHour: 6, toHour: 12, locationId: ELSEWHERE, activity: 'ACTION_TYPE_WORK' },
        { fromHour: 12, toHour: 18, locationId: PLACE, activity: 'ACTION_TYPE_WORK' },
        { fromHour: 18, toHour: 24, locationId: ELSEWHERE, activity: 'ACTION_TYPE_WORK' },
      ],
    });
    ok(await broker.harvest(await broker.corpse(PLACE)), 'harvest');
    await eventually(async () => expect(await blood()).toBeGreaterThan(0.5), 10_000);
    const [before, bloodBefore] = [await now(), await blood()];
    const wasAt = (await broker.read(`/v1/npcs/${npcId}`)).locationId;

    await pass(6);
    const after = await now();
    const isInSpan = (gms: string): boolean => Number(gms) > Number(before.gms) && Number(gms) <= Number(after.gms);
    // The clock: each hour once, in order.
    const hours = await eventually(async () => {
      const passed = (await heard('game.time.hour_passed')).filter(({ gms }) => isInSpan(gms));
      expect(passed.length).toBeGreaterThanOrEqual(6);
      return passed.map(({ hourNumber }) => Number(hourNumber));
    }, 10_000);
    expect(hours).toEqual(hours.map((_, nth) => (hours[0] ?? 0) + nth));
    // The sky: a record of each hour that is over, and an event for each that is unlike the one before.
    await eventually(async () => {
      const { records } = await broker.read(`/v1/worlds/main/regions/${REGION}/weather:history?page_size=50`);
      const inOrder = records.sort((one: Json, other: Json) => Number(one.gms) - Number(other.gms));
      const over = inOrder.filter(({ gms }: Json) => isInSpan(gms));
      expect(over.length).toBeGreaterThanOrEqual(5);
      const changes = inOrder.filter((hour: Json, nth: number) => nth > 0 && hour.state !== inOrder[nth - 1].state);
      const told = (await heard('game.weather.changed')).filter(({ regionId }) => regionId === REGION);
      const isOver = (gms: string): boolean => isInSpan(gms) && Number(gms) <= Number(over.at(-1).gms);
      expect(told.map(({ gms }) => gms).filter(isOver)).toEqual(changes.map(({ gms }: Json) => gms).filter(isOver));
    }, 10_000);
    // The people: where the next six hours of their day are, in their own eyes and in the world's.
    const place = wasAt === PLACE ? ELSEWHERE : PLACE;
    await eventually(async () => {
      expect((await broker.read(`/v1/npcs/${npcId}`)).locationId).toBe(place);
      expect((await broker.read(`/v1/worlds/main/entities/${npcId}`)).locationId).toBe(place);
      const moves = (await heard('game.npc.action_changed')).filter((each) => each.npcId === npcId);
      expect(moves.at(-1)).toMatchObject({ locationId: place });
    }, 10_000);
    // What was left: older by six hours of the 24 that halve it, and by the rain there was.
    const bloodAfter = await blood();
    expect(bloodAfter).toBeLessThanOrEqual(bloodBefore * 0.5 ** (6 / 24) + 0.001);

    await cover('RAIN', 6, 40);
    await pass(6);
    await eventually(async () => expect(await blood()).toBe(0), 10_000);
  }, 60_000);

  it('goes from a place to a clue, a story, and what the story does', async () => {
    const [sceneId, propId, clueId] = [unique('scene'), unique('prop'), unique('clue')];
    const [beatId, documentId] = [unique('beat'), unique('document')];
    const content = secondName({ propId, clueId, documentId }, { locationId: PLACE, regionId: REGION });
    await broker.write(`/v1/scenes/${sceneId}`, { scene: content.scene });
    await broker.arrange(`/v1/scenes/${sceneId}:publish`);
    await broker.arrange('/v1/collections/lore/documents', { document: content.document });
    await broker.write(`/v1/story-beats/${beatId}`, { beat: content.beat });
    const tensionBefore = (await broker.mine('story')).tension ?? 0;
    await cover('FOG', 2, 50);

    // The place, at this hour and in this weather.
    const entered = ok(await broker.do(`/v1/players/${broker.id}/locations/${PLACE}:enter`), 'enter');
    const view = entered.scenes.find(({ id }: Json) => id === sceneId);
    const phase = String((await now()).phase)
      .replace('DAY_PHASE_', '')
      .toLowerCase();
    expect(view).toMatchObject({ new: true, layers: ['base', phase, 'fog'] });
    expect(view.renderedText).toContain('Fog has come in by the vents.');
    expect(view.renderedText).not.toContain('Rain runs');
    // The clue, once.
    const select = async (): Promise<readonly string[]> => {
      const { candidates = [] } = await broker.mine(`story:select?context.location_id=${PLACE}&limit=50`);
      return candidates.map((candidate: Json) => candidate.beatId);
    };
    expect(await select()).not.toContain(beatId);
    const inspect = () => broker.do(`/v1/players/${broker.id}/scenes/${sceneId}/props/${propId}:inspect`);
    expect(ok(await inspect(), 'inspect')).toMatchObject({ clue: { clueId, new: true } });
    expect(ok(await inspect(), 'inspect')).toMatchObject({ alreadySeen: true, clue: { clueId } });
    // The story hears of it.
    await eventually(async () => expect(await select()).toContain(beatId), 10_000);
    const heardOf = await broker.mine('story');
    expect(heardOf.tension).toBeGreaterThan(tensionBefore);
    const chronicle = async (): Promise<readonly Json[]> =>
      (await broker.mine('chronicle?page_size=200')).entries ?? [];
    const clues = (await chronicle()).filter(({ refs = [] }) => refs.includes(clueId));
    expect(clues).toHaveLength(1);

    const run = ok(
      await broker.do(`/v1/players/${broker.id}/beat-runs`, { beatId, context: { locationId: PLACE } }),
      'beat',
    );
    expect(run.text.join(' ')).toContain('one of them is yours');
    // What the beat wants is done by those it is wanted of.
    await eventually(async () => {
      const sky = await broker.read(`/v1/worlds/main/regions/${REGION}/weather`);
      expect(sky).toMatchObject({ state: 'WEATHER_STATE_BLOODRAIN', overridden: true });
      const { documents = [] } = await broker.mine('known-documents');
      expect(documents.map((each: Json) => each.documentId)).toContain(documentId);
      const { offers } = await broker.mine('quest-offers?page_size=200');
      expect(offers.map(({ definitionId }: Json) => definitionId)).toContain('the-heir');
      expect((await broker.regard('deacon-ruth'))[0]).toBe(-7);
    }, 15_000);
    const done = await broker.mine('story');
    expect(done.qualities).toMatchObject({ 'flow-names': 3 });
    ok(await broker.do(`/v1/beat-runs/${run.id}:end`), 'end');
    // What came of the beat excites nobody again and makes no new entry: no story feeds on itself.
    await eventually(async () => {
      const revealed = await replay(url, admin, 'NARRATIVE_EVENTS', {
        type: 'narr.lore.revealed',
        playerId: broker.id,
      });
      expect(revealed).toHaveLength(1);
    }, 5000);
    const started = await replay(url, admin, 'NARRATIVE_EVENTS', {
      type: 'narr.story.beat_started',
      playerId: broker.id,
    });
    expect(started.map(({ payload }) => payload.beatId)).toEqual([beatId]);
    const entries = await chronicle();
    expect(entries.filter(({ refs = [] }) => refs.includes(beatId))).toHaveLength(1);
    expect(entries.filter(({ refs = [] }) => refs.includes(documentId))).toEqual([]);
    expect(await select()).not.toContain(beatId);
  }, 60_000);
});

describe('two cities of one seed', () => {
  const services: readonly ServiceName[] = [
    'auth',
    'time-manager',
    'weather-manager',
    'world-state',
    'npc-behavior',
    'environmental-narrative',
    'story-teller',
    'knowledge-base',
    'quest-system',
    'body-broker-integration',
  ];
  const wards = ['ash', 'bone', 'drowned', 'gallows', 'lantern', 'ledger', 'mire', 'needle', 'tallow'].map(
    (ward) => `${ward}-ward`,
  );
  let stacks: readonly Stack[] = [];
  let cities: readonly ScriptedDays[] = [];

  beforeAll(async () => {
    stacks = await Promise.all([startStack({ services }), startStack({ services })]);
    cities = await Promise.all(stacks.map((stack) => ScriptedDays.begin(stack)));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(cities.map(({ events }) => events.close()));
    await Promise.all(stacks.map((stack) => stack.stop()));
  });

  /** Does the same in both, and expects the same to be seen. */
  const inBoth = async <T>(what: string, act: (city: ScriptedDays) => Promise<T>): Promise<T> => {
    const [one, other] = await Promise.all(cities.map(act));
    expect([what, other]).toEqual([what, one]);
    return one as T;
  };

  it('have the same 48 hours, for who does the same in them', async () => {
    const days: readonly (readonly [string, number])[] = [
      ['tallow-cellars', 6],
      ['bone-chapel', 12],
      ['drowned-quay', 12],
      ['needle-row', 18],
    ];
    const visits: Json[] = [];
    for (const [locationId, hours] of days) {
      visits.push(await inBoth(locationId, (city) => city.visit(locationId)));
      await inBoth(`${hours} h`, async (city) => {
        await city.pass(hours);
        await city.events.untilHandled();
      });
    }
    const weather = await inBoth('weather', (city) => city.weather(wards));
    for (const ward of wards) expect(weather[ward]).toHaveLength(48);
    const chronicle = await inBoth('chronicle', (city) => city.chronicle());
    for (const [locationId] of days) await inBoth(`traces ${locationId}`, (city) => city.traces(locationId));
    // There was something to compare: parts were cut, clues found, beats told.
    const types = new Set(chronicle.map(({ type }) => type));
    for (const type of ['game.part.harvested', 'narr.scene.entered', 'narr.story.beat_started'])
      expect(types).toContain(type);
    expect(visits.every(({ cut }) => cut.status === 200)).toBe(true);
  }, 120_000);

  /** What goes on in a city while one of its services is away. */
  const without = async (
    city: ScriptedDays,
    service: ServiceName,
    by: 'SIGKILL' | 'SIGTERM',
    meanwhile: () => Promise<void>,
  ): Promise<void> => {
    const stack = stacks[cities.indexOf(city)] as Stack;
    const running = stack.running.findLast(({ name }) => name === service);
    if (running === undefined) throw new Error(`${service} does not run`);
    const isDead = once(running.child, 'exit');
    running.child.kill(by);
    await isDead;
    await meanwhile();
    await stack.add(service, { BB_INSTANCE: unique(service) });
    // What was handed to it just before is handed out again after 30 s.
    await city.events.untilHandled(45_000);
  };

  it('lose no trace when environmental-narrative dies and comes back', async () => {
    const place = 'drowned-stairs';
    await inBoth('first cut', async (city) => {
      const cut = await city.cut(place);
      await city.events.untilHandled();
      return cut;
    });
    const [whole, broken] = cities as [ScriptedDays, ScriptedDays];
    const go = async (city: ScriptedDays): Promise<void> => {
      await city.cut(place);
      await city.pass(6);
    };
    await Promise.all([
      go(whole).then(() => whole.events.untilHandled()),
      without(broken, 'environmental-narrative', 'SIGKILL', () => go(broken)),
    ]);
    const traces = await inBoth('traces', (city) => city.traces(place));
    const cuts = traces.filter(({ kind }) => kind === 'TRACE_KIND_CORPSE');
    expect(cuts).toHaveLength(2);
  }, 90_000);

  it('lose nothing of the chronicle when story-teller dies and comes back, and no effect of a beat', async () => {
    const place = 'bone-carvers-lane';
    const [whole, broken] = cities as [ScriptedDays, ScriptedDays];
    const told = async (city: ScriptedDays): Promise<readonly string[]> =>
      (await city.chronicle()).map(({ type, text }) => `${type}: ${text}`).sort();
    const [before] = await Promise.all(cities.map(told));
    const go = async (city: ScriptedDays): Promise<void> => {
      await city.cut(place);
      await city.lookAbout(place);
      await city.pass(3);
      await city.cut('bone-gate');
    };
    await Promise.all([
      go(whole).then(() => whole.events.untilHandled()),
      without(broken, 'story-teller', 'SIGKILL', () => go(broken)),
    ]);
    expect(await told(broken)).toEqual(await told(whole));
    expect((await told(broken)).length).toBeGreaterThan((before?.length ?? 0) + 1);

    // A beat that has begun when it is stopped again: what the beat wants is done all the same.
    const beatId = unique('beat');
    const documentId = unique('document');
    const { broker } = broken;
    const secret = { id: documentId, title: 'A line struck out', text: 'It was struck out.' };
    await broker.arrange('/v1/collections/lore/documents', {
      document: { ...secret, visibility: 'VISIBILITY_SECRET' },
    });
    const effects = { revealDocumentId: documentId };
    await broker.write(`/v1/story-beats/${beatId}`, {
      beat: { title: 'A line', kind: 'BEAT_KIND_STORYLET', text: 'A line is struck out.', effects },
    });
    const stack = stacks[1] as Stack;
    // Nobody is there to do what is wanted, so that it is still to be done when story-teller stops.
    await stack.running.findLast(({ name }) => name === 'knowledge-base')?.stop();
    ok(await broker.do(`/v1/players/${broker.id}/beat-runs`, { beatId }), 'beat');
    await without(broken, 'story-teller', 'SIGTERM', async () => {
      await stack.add('knowledge-base', { BB_INSTANCE: unique('knowledge-base') });
    });
    await eventually(async () => {
      const { documents = [] } = await broker.mine('known-documents');
      expect(documents.map((each: Json) => each.documentId)).toContain(documentId);
    }, 70_000);
    const started = (await broken.chronicle()).filter(({ refs = [] }) => refs.includes(beatId));
    expect(started).toHaveLength(1);
  }, 120_000);
});
