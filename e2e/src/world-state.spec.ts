import { randomBytes } from 'node:crypto';
import { newKey, type Answer, type Player } from './api.js';
import { eventually } from './eventually.js';
import { replay } from './flow/replay.js';
import { sharedStack } from './shared-stack.js';
import { sse } from './sse.js';

type Json = Answer['body'];

const WORLD = '/v1/worlds/main';

/** Others write to the same world meanwhile: what is told apart carries this. */
const unique = (): string => `e2e-${randomBytes(4).toString('hex')}`;

describe('world-state, through the gateway', () => {
  const { api, url } = sharedStack();
  let admin = '';
  let player: Player;

  beforeAll(async () => {
    admin = await api.adminToken();
    player = await api.player();
  });

  const read = async (path: string, token = admin): Promise<Json> => (await api.get(`${WORLD}${path}`, { token })).body;
  const setFact = (key: string, value: object) => api.put(`${WORLD}/facts/${key}`, { value }, { token: admin });
  const apply = (changes: readonly object[], more: object = {}) =>
    api.post(`${WORLD}/changes:apply`, { changes, ...more }, { token: admin, idempotencyKey: newKey() });
  const revision = async (): Promise<string> => (await read('/snapshot')).revision;
  const move = (toLocation: string, token = player.token) =>
    api.post(`${WORLD}/entities/${player.id}:move`, { toLocation }, { token, idempotencyKey: newKey() });

  it('tells exactly the two facts that were set since a snapshot', async () => {
    const key = unique();
    const before = await revision();
    for (const n of ['1', '2']) expect((await setFact(`${key}.${n}`, { intValue: n })).status).toBe(200);
    const { changes, revision: after } = await read(`/changes?sinceRevision=${before}&limit=1000`);
    const mine = changes.filter(({ fact }: Json) => fact?.key.startsWith(key));
    expect(mine.map(({ fact }: Json) => fact.key)).toEqual([`${key}.1`, `${key}.2`]);
    expect(BigInt(after) - BigInt(before)).toBe(BigInt(new Set(changes.map((change: Json) => change.revision)).size));
  });

  it('lets one of thirty batches through at one revision', async () => {
    const race = async (): Promise<readonly number[]> => {
      const key = unique();
      const expectedRevision = await revision();
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          apply([{ setFact: { key: `${key}.${n}`, value: { boolValue: true } } }], { expectedRevision }),
        ),
      );
      return answers.map(({ status }) => status);
    };
    // An hour that passes between the snapshot and the race makes all thirty lose.
    const statuses = await eventually(async () => {
      const found = await race();
      expect(found.filter((status) => status === 200)).toHaveLength(1);
      return found;
    }, 5000);
    expect(new Set(statuses)).toEqual(new Set([200, 409]));
  });

  it('opens a locked exit by its fact, and tells of who came in', async () => {
    const id = unique();
    const room = `${id}-room`;
    const place = (locationId: string, exits: readonly object[]) => ({
      putLocation: { id: locationId, regionId: 'tallow-ward', name: 'Room', exits },
    });
    const made = await apply([
      place(`${id}-hall`, [{ to: room, travelGms: '60000', condition: `facts['${id}.open']` }]),
      place(room, []),
      { setFact: { key: `${id}.open`, value: { boolValue: false } } },
    ]);
    expect(made.status).toBe(200);
    const path = `${WORLD}/entities/${player.id}`;
    expect((await api.get(path, { token: player.token })).body).toMatchObject({ locationId: 'tallow-rooms' });
    const put = { toLocation: `${id}-hall`, mode: 'MOVE_MODE_PLACE' };
    expect((await api.post(`${path}:move`, put, { token: player.token })).status).toBe(403);
    expect((await api.post(`${path}:move`, put, { token: admin })).status).toBe(200);
    const locked = await move(room);
    expect(locked).toMatchObject({ status: 409, body: { reason: 'EXIT_BLOCKED' } });
    await setFact(`${id}.open`, { boolValue: true });
    expect(await move(room)).toMatchObject({ status: 200, body: { entity: { locationId: room } } });
    await eventually(async () => {
      const events = await replay(url, admin, 'GAME_EVENTS', { type: 'game.world.location_entered' });
      expect(events.map(({ payload }) => payload)).toContainEqual(
        expect.objectContaining({ entityId: player.id, locationId: room, fromLocationId: `${id}-hall` }),
      );
    }, 5000);
    expect(await move('gallows-inn')).toMatchObject({ status: 409, body: { reason: 'NO_PATH' } });
    const other = await api.player();
    expect((await move(room, other.token)).status).toBe(403);
  });

  it('misses none of a hundred facts in a watch opened at a revision', async () => {
    const key = unique();
    const before = await revision();
    const seen: string[] = [];
    const leaving = new AbortController();
    const watching = (async () => {
      const frames = sse(`${url}${WORLD}/changes:watch?sinceRevision=${before}`, {
        headers: { authorization: `Bearer ${player.token}` },
        signal: leaving.signal,
      });
      for await (const { data } of frames) {
        if (data.fact?.key.startsWith(key) === true) seen.push(data.fact.key);
        if (seen.length === 100) return;
      }
    })();
    await Promise.all(Array.from({ length: 100 }, (_, n) => setFact(`${key}.${n}`, { boolValue: true })));
    await watching;
    leaving.abort();
    expect(new Set(seen).size).toBe(100);
  });

  it('finds the cheapest way', async () => {
    const id = unique();
    const place = (name: string, exits: readonly (readonly [string, number])[]) => ({
      putLocation: {
        id: `${id}-${name}`,
        regionId: 'mire-ward',
        name,
        exits: exits.map(([to, minutes]) => ({ to: `${id}-${to}`, travelGms: String(minutes * 60_000) })),
      },
    });
    const roads = [
      place('a', [
        ['b', 10],
        ['c', 2],
      ]),
      place('b', []),
      place('c', [['d', 3]]),
      place('d', [['b', 4]]),
    ];
    expect((await apply(roads)).status).toBe(200);
    const path = await read(`/locations/${id}-a/paths/${id}-b`);
    expect(path.travelGms).toBe(String(9 * 60_000));
    expect(path.steps.map(({ to }: Json) => to)).toEqual([`${id}-c`, `${id}-d`, `${id}-b`]);
    expect(await api.get(`${WORLD}/locations/${id}-b/paths/${id}-a`, { token: admin })).toMatchObject({
      status: 409,
      body: { reason: 'NO_PATH' },
    });
  });

  it('shows at most three regions, and its nine', async () => {
    const four = ['ash', 'bone', 'mire', 'needle'].map((name) => `regionIds=${name}-ward`).join('&');
    expect((await api.get(`${WORLD}/snapshot?${four}`, { token: admin })).status).toBe(400);
    expect((await read('/regions')).regions.length).toBeGreaterThanOrEqual(9);
    const { regions, entities, facts } = await read('/snapshot', player.token);
    expect(regions).toHaveLength(1);
    expect(entities[0]).toMatchObject({ id: expect.any(String), locationId: expect.any(String) });
    const { locations } = await read('/snapshot?withDetails=true', player.token);
    expect(locations).toContainEqual(
      expect.objectContaining({ regionId: regions[0].id, description: expect.any(String) }),
    );
    expect(facts.map(({ key }: Json) => key)).toContain('catacombs.open');
  });
});
