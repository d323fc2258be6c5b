import { randomBytes } from 'node:crypto';
import { newKey, type Answer, type Player } from './api.js';
import { eventually } from './eventually.js';
import { replay } from './flow/replay.js';
import { sharedStack } from './shared-stack.js';

type Json = Answer['body'];

const HOUR = 3_600_000;
const WORLD = '/v1/worlds/main';
const unique = (): string => `e2e-${randomBytes(4).toString('hex')}`;

describe('environmental-narrative, through the gateway', () => {
  const { api, url } = sharedStack();
  let admin = '';
  let player: Player;

  beforeAll(async () => {
    admin = await api.adminToken();
  });
  beforeEach(async () => {
    player = await api.player();
  });

  const asAdmin = async (path: string, body: object): Promise<Json> => {
    const { status, body: answer } = await api.post(path, body, { token: admin, idempotencyKey: newKey() });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const own = (path: string, body: object = {}) =>
    api.post(`/v1/players/${player.id}/${path}`, body, { token: player.token, idempotencyKey: newKey() });
  const standAt = (toLocation: string) =>
    asAdmin(`${WORLD}/entities/${player.id}:move`, { toLocation, mode: 'MOVE_MODE_PLACE' });
  const enter = async (locationId: string): Promise<Json> => (await own(`locations/${locationId}:enter`)).body;
  const layersOf = async (locationId: string, sceneId: string): Promise<readonly string[]> =>
    (await enter(locationId)).scenes.find(({ id }: Json) => id === sceneId).layers;
  const cover = (regionId: string, state: string, hours: number) =>
    asAdmin(`${WORLD}/regions/${regionId}/weather:override`, {
      state: `WEATHER_STATE_${state}`,
      intensity: 1,
      durationGms: String(hours * HOUR),
      priority: 90,
      reason: 'e2e',
    });
  const advance = (to: object) => asAdmin(`${WORLD}/time:advance`, to);

  it('shows night and fog by night in fog, and not by day', async () => {
    await advance({ phase: 'DAY_PHASE_NIGHT' });
    const fog = await cover('tallow-ward', 'FOG', 4);
    await eventually(async () => {
      const layers = await layersOf('tallow-rooms', 'your-rooms');
      expect(layers).toEqual(expect.arrayContaining(['base', 'night', 'fog']));
    }, 5000);
    await asAdmin(`${WORLD}/weather-overrides/${fog.id}:clear`, {});
    const clear = await cover('tallow-ward', 'CLEAR', 48);
    await advance({ phase: 'DAY_PHASE_DAY' });
    const layers = await layersOf('tallow-rooms', 'your-rooms');
    expect(layers).not.toEqual(expect.arrayContaining(['night']));
    expect(layers).not.toEqual(expect.arrayContaining(['fog']));
    await asAdmin(`${WORLD}/weather-overrides/${clear.id}:clear`, {});
  });

  it('gives a clue once', async () => {
    await standAt('drowned-stairs');
    const path = 'scenes/seventeenth-step/props/stopped-watch:inspect';
    expect((await own(path)).body).toMatchObject({ clue: { clueId: 'clerk.watch-at-four', new: true } });
    expect((await own(path)).body).toMatchObject({ alreadySeen: true });
    const events = await eventually(async () => {
      const found = await replay(url, admin, 'NARRATIVE_EVENTS', { type: 'narr.scene.clue_discovered' });
      const mine = found.filter(({ payload }) => payload.playerId === player.id);
      expect(mine.length).toBeGreaterThan(0);
      return mine;
    }, 5000);
    expect(events).toHaveLength(1);
    expect(await own('scenes/seventeenth-step/props/clerks-lungs:inspect')).toMatchObject({
      status: 409,
      body: { reason: 'TOOL_REQUIRED' },
    });
    expect(await own('locations/ash-kilns:enter')).toMatchObject({ status: 409, body: { reason: 'NOT_HERE' } });
  });

  it('lets rain wash blood away', async () => {
    const clear = await cover('mire-ward', 'CLEAR', 48);
    const by = unique();
    await asAdmin('/v1/locations/mire-landing/traces', { kind: 'TRACE_KIND_BLOOD', by, strength: 1 });
    const strength = async (): Promise<number> => {
      const { traces = [] } = (await api.get('/v1/locations/mire-landing/traces', { token: player.token })).body;
      return traces.find((trace: Json) => trace.by === by)?.strength ?? 0;
    };
    expect(await strength()).toBeGreaterThan(0.9);
    await asAdmin(`${WORLD}/weather-overrides/${clear.id}:clear`, {});
    await cover('mire-ward', 'RAIN', 12);
    await advance({ byGms: String(2 * HOUR) });
    await eventually(async () => expect(await strength()).toBeLessThan(0.4), 5000);
    await advance({ byGms: String(6 * HOUR) });
    await eventually(async () => expect(await strength()).toBe(0), 5000);
  });

  it('makes the same incident of the same seed, which its answers solve, and locks after a wrong one', async () => {
    const order = {
      locationId: 'bone-tenement',
      incidentTemplate: 'murder',
      seed: randomBytes(4).readUInt32BE(),
      severity: 3,
    };
    const first = await asAdmin('/v1/scenes:generate', order);
    expect(await asAdmin('/v1/scenes:generate', order)).toEqual(first);
    await asAdmin(`/v1/scenes/${first.scene.id}:publish`, {});
    const deduce = (answers: object) => own(`incidents/${first.incident.id}:deduce`, { answers });
    const { truth, questions } = first.incident;
    const wrong = questions[0].options.find(({ id }: Json) => id !== truth.who).id;
    expect((await deduce(truth)).body).toMatchObject({ solved: true });
    expect((await deduce({ ...truth, who: wrong })).body.correct.who).not.toBe(true);
    expect(await deduce(truth)).toMatchObject({ status: 409, body: { reason: 'CASE_LOCKED' } });
    await asAdmin(`/v1/scenes/${first.scene.id}:retire`, {});
  });

  it('shows no gore to who wants none', async () => {
    await standAt('tallow-cellars');
    const inspected = async (): Promise<string> =>
      (await own('scenes/shelf-thirteen/props/frost-hands:inspect', { tool: 'lancet' })).body.text;
    expect(await inspected()).toContain('green paint under what is left');
    const changed = await api.send(
      'PATCH',
      `/v1/players/${player.id}/settings`,
      { changes: { 'content.gore': 'OFF' } },
      { token: player.token },
    );
    expect(changed.status).toBe(200);
    expect(await inspected()).not.toContain('what is left');
  });
});
