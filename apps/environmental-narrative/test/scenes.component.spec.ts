import { SceneEntered, SceneStatus, type Scene } from '@bodybroker/contracts-environmental-narrative';
import { QuestCompleted } from '@bodybroker/contracts-quest-system';
import { WeatherState } from '@bodybroker/contracts-weather-manager';
import { createEvent } from '@bodybroker/nats-sdk';
import { eventually, publishedEvents } from '@bodybroker/testing';
import { HOUR } from './fake-peers.js';
import { refused, startStory, startVisit, type Rig, type Visit } from './story-harness.js';
import { plainScene } from './plain-scene.js';

describe('environmental-narrative', () => {
  let rig: Rig;
  let visit: Visit;
  beforeEach(async () => {
    rig = await startStory();
    visit = startVisit(rig, 'p1');
  });
  afterEach(() => rig.stop());

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
      expect((await visit.sceneAt('tallow-rooms', 'your-rooms')).layers).toEqual(['base']);
      rig.around.hour = 23;
      rig.around.weather = { state: WeatherState.FOG, intensity: 1, sinceHour: 20 };
      const view = await visit.sceneAt('tallow-rooms', 'your-rooms');
      expect(view.layers).toEqual(['base', 'night', 'fog']);
      expect(view.renderedText).toContain('as if it had come about the rent');
    });

    it('depend on facts and on what quests came to', async () => {
      expect((await visit.sceneAt('lantern-arcade', 'matches')).layers).not.toContain('invited');
      rig.around.facts.set('auction.invited', true);
      expect((await visit.sceneAt('lantern-arcade', 'matches')).layers).toContain('invited');
      await rig.admin.upsertScene({ scene: plainScene({ condition: "quest['first-cut'] == 'completed'" }) });
      await rig.admin.publishScene({ sceneId: 'plain' });
      const ids = async () => (await visit.enter('tallow-rooms')).scenes.map(({ id }) => id);
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
      expect((await visit.sceneAt('tallow-rooms', 'your-rooms')).new).toBe(true);
      expect((await visit.sceneAt('tallow-rooms', 'your-rooms')).new).toBe(false);
      rig.around.hour += 1;
      await visit.enter('tallow-rooms');
      const told = await publishedEvents(rig.harness.broker, SceneEntered, 2);
      expect(told.map(({ payload, playerId }) => [payload.new, playerId])).toEqual([
        [true, 'p1'],
        [false, 'p1'],
      ]);
    });

    it('are met where one is', async () => {
      await expect(visit.player.enterLocation({ playerId: 'p1', locationId: 'ash-kilns' })).rejects.toEqual(
        refused('NOT_HERE'),
      );
      await expect(visit.player.enterLocation({ playerId: 'p2', locationId: 'ash-kilns' })).rejects.toEqual(
        refused('NOT_YOUR_PLAYER'),
      );
      await expect(visit.player.enterLocation({ playerId: 'p1', locationId: 'the-moon' })).rejects.toEqual(
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
      expect((await visit.enter('tallow-rooms')).scenes.map(({ id }) => id)).not.toContain('plain');
      const published = await rig.admin.publishScene({ sceneId: 'plain' });
      expect(published).toMatchObject({ status: SceneStatus.PUBLISHED, publishedGms: BigInt(12 * HOUR) });
      await expect(rig.admin.publishScene({ sceneId: 'plain' })).rejects.toEqual(refused('ILLEGAL_TRANSITION'));
      expect((await visit.enter('tallow-rooms')).scenes.map(({ id }) => id)).toContain('plain');
      await rig.admin.retireScene({ sceneId: 'plain' });
      expect((await visit.enter('tallow-rooms')).scenes.map(({ id }) => id)).not.toContain('plain');
      await expect(visit.player.getScene({ sceneId: 'plain' })).rejects.toEqual(refused('ACCESS_DENIED'));
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

  describe('what players would rather not read', () => {
    const texts = async (): Promise<string> => {
      const all: string[] = [];
      const { scenes } = await rig.admin.listScenes({ pageSize: 200 });
      for (const { id, locationId, props } of scenes) {
        const view = (await visit.enter(locationId)).scenes.find((scene) => scene.id === id);
        all.push(view?.renderedText ?? '', ...(view?.props ?? []).map(({ description }) => description));
        for (const prop of view === undefined ? [] : props) {
          all.push((await visit.inspect(id, prop.id, prop.inspect?.requiresTool)).text);
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

  describe('telling', () => {
    it('is the generator’s, piece by piece', async () => {
      const chunks = [];
      for await (const { chunk } of visit.player.narrateScene({ playerId: 'p1', sceneId: 'your-rooms' }))
        chunks.push(chunk);
      expect(chunks.map((chunk) => (chunk.oneofKind === 'delta' ? chunk.delta.text : chunk.oneofKind))).toEqual([
        'It is ',
        'quiet.',
        'done',
      ]);
      const elsewhere = async () => {
        for await (const _chunk of visit.player.narrateScene({ playerId: 'p1', sceneId: 'number-nineteen' })) break;
      };
      await expect(elsewhere()).rejects.toEqual(refused('NOT_HERE'));
    });
  });
});
