import { SourceKind, PartHarvested } from '@bodybroker/contracts-body-broker-integration';
import {
  ClueDiscovered,
  PropInspectedEvent,
  TraceKind,
  TraceLeft,
} from '@bodybroker/contracts-environmental-narrative';
import { WeatherChanged, WeatherState } from '@bodybroker/contracts-weather-manager';
import { LocationEntered } from '@bodybroker/contracts-world-state';
import { createEvent } from '@bodybroker/nats-sdk';
import { eventually, publishedEvents } from '@bodybroker/testing';
import { HOUR } from './fake-peers.js';
import { once, refused, startStory, startVisit, type Rig, type Visit } from './story-harness.js';
import { plainScene } from './plain-scene.js';

describe('environmental-narrative', () => {
  let rig: Rig;
  let visit: Visit;
  beforeEach(async () => {
    rig = await startStory();
    visit = startVisit(rig, 'p1');
  });
  afterEach(() => rig.stop());

  describe('props', () => {
    it('give their clue once', async () => {
      visit.go('drowned-stairs');
      const first = await visit.inspect('seventeenth-step', 'stopped-watch');
      expect(first).toMatchObject({ alreadySeen: false, clue: { clueId: 'clerk.watch-at-four', new: true } });
      const second = await visit.inspect('seventeenth-step', 'stopped-watch');
      expect(second).toMatchObject({ alreadySeen: true, clue: { new: false } });
      await publishedEvents(rig.harness.broker, PropInspectedEvent, 1);
      const [told] = await publishedEvents(rig.harness.broker, ClueDiscovered, 1);
      expect(told?.payload).toMatchObject({
        playerId: 'p1',
        incidentId: 'the-clerk-in-the-water',
        propId: 'stopped-watch',
      });
      const { clues } = await visit.player.listClues({ playerId: 'p1' });
      expect(clues).toEqual([expect.objectContaining({ clueId: 'clerk.watch-at-four', sceneId: 'seventeenth-step' })]);
      expect((await visit.player.listClues({ playerId: 'p1', incidentId: 'the-cold-surgeon' })).clues).toEqual([]);
    });

    it('give one clue to two looks at once', async () => {
      visit.go('drowned-stairs');
      const looks = await Promise.all([1, 2, 3].map(() => visit.inspect('seventeenth-step', 'stopped-watch')));
      expect(looks.filter(({ clue }) => clue?.new)).toHaveLength(1);
      await publishedEvents(rig.harness.broker, ClueDiscovered, 1);
    });

    it('may need a tool, and are there to be seen or not', async () => {
      visit.go('drowned-stairs');
      await expect(visit.inspect('seventeenth-step', 'clerks-lungs')).rejects.toMatchObject({
        reason: 'TOOL_REQUIRED',
        details: expect.objectContaining({ tool: 'lancet' }) as object,
      });
      expect(await visit.inspect('seventeenth-step', 'clerks-lungs', 'lancet')).toMatchObject({ alreadySeen: false });
      await expect(visit.inspect('seventeenth-step', 'nothing')).rejects.toEqual(refused('NOT_VISIBLE'));
      await expect(visit.inspect('number-nineteen', 'clock')).rejects.toEqual(refused('NOT_HERE'));
    });

    it('are read as far as the player knows the tongue', async () => {
      visit.go('ash-columbarium');
      const { inscription } = await visit.inspect('niches', 'lintel');
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
      const freshness = async () => (await visit.sceneAt('tallow-rooms', 'plain')).props[0]?.freshness;
      expect(await freshness()).toBe(1);
      rig.around.hour += 2;
      expect(await freshness()).toBe(0.25);
      rig.around.weather = { state: WeatherState.RAIN, intensity: 1, sinceHour: 13 };
      expect(await freshness()).toBe(0.125);
      rig.around.hour += 2;
      expect(await freshness()).toBeUndefined();
      await expect(visit.inspect('plain', 'box')).rejects.toEqual(refused('NOT_VISIBLE'));
    });
  });

  describe('traces', () => {
    const strengths = async (locationId: string) => {
      const { traces } = await visit.player.listTraces({ locationId });
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
      expect((await visit.enter('ash-kilns')).scenes.find(({ id }) => id === 'oil-book')?.layers).toContain(
        'aftermath',
      );
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
      await expect(visit.player.leaveTrace(request)).rejects.toEqual(refused('ACCESS_DENIED'));
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
});
