import { newKey } from './api.js';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';
import { sse, type Frame } from './sse.js';

const { api, url } = sharedStack();
const HOUR = 3_600_000;
const TIME = '/v1/worlds/main/time';

describe('time-manager and weather-manager, through the gateway', () => {
  let admin = '';
  beforeAll(async () => {
    admin = await api.adminToken();
  });

  const advance = (hours: number, key = newKey()) =>
    api.post(`${TIME}:advance`, { byGms: String(hours * HOUR) }, { token: admin, idempotencyKey: key });
  const time = async () => (await api.get(TIME, { token: admin })).body;

  /** Stored events of one type after a sequence, by replay. */
  const replay = async (type: string, fromSequence: number): Promise<Frame['data'][]> => {
    const query = new URLSearchParams({
      'filter.subjectPattern': `${type}.*`,
      'from.from': 'START_FROM_SEQUENCE',
      'from.sequence': String(fromSequence),
    });
    const events: Frame['data'][] = [];
    const stream = sse(`${url}/v1/event-streams/GAME_EVENTS/events:replay?${query.toString()}`, {
      headers: { authorization: `Bearer ${admin}` },
      signal: AbortSignal.timeout(5000),
    });
    for await (const { event, data } of stream) {
      if (event === 'end') break;
      events.push(data);
    }
    return events;
  };
  const lastSequence = async (): Promise<number> => {
    const { body } = await api.get('/v1/event-streams', { token: admin });
    return Number(body.streams.find((stream: { name: string }) => stream.name === 'GAME_EVENTS').lastSequence ?? 0);
  };

  it('runs at its scale, and stands while paused', async () => {
    const scaled = await api.post(`${TIME}:setScale`, { scale: 3600 }, { token: admin });
    expect(scaled.status).toBe(200);
    const before = await time();
    await new Promise((wake) => setTimeout(wake, 1000));
    const after = await time();
    const gameSeconds = (Number(after.gms) - Number(before.gms)) / 1000;
    const realSeconds = (Number(after.realMs) - Number(before.realMs)) / 1000;
    expect(Math.abs(gameSeconds - realSeconds * 3600)).toBeLessThan(60);
    expect((await api.post(`${TIME}:setScale`, { scale: 60, expectedVersion: '1' }, { token: admin })).status).toBe(
      409,
    );
    expect((await api.post(`${TIME}:pause`, { reason: 'e2e' }, { token: admin })).status).toBe(200);
    const paused = await time();
    await new Promise((wake) => setTimeout(wake, 200));
    expect((await time()).gms).toBe(paused.gms);
  });

  it('publishes each hour an advance crosses, once and in order', async () => {
    const from = (await lastSequence()) + 1;
    const key = newKey();
    const first = await advance(5, key);
    expect(first.status).toBe(200);
    const again = await advance(5, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    const events = await eventually(async () => {
      const found = await replay('game.time.hour_passed', from);
      expect(found.length).toBeGreaterThanOrEqual(5);
      return found;
    }, 5000);
    expect(events).toHaveLength(5);
    const hours = events.map((event) => Number(event.payload.hourNumber));
    expect(hours).toEqual(hours.map((_, i) => (hours[0] ?? 0) + i));
    expect(new Set(events.map((event) => event.eventId)).size).toBe(5);
  });

  it('fires a scheduled event once', async () => {
    const from = (await lastSequence()) + 1;
    const { gms } = await time();
    const id = `bell-${newKey().slice(0, 8)}`;
    const scheduled = await api.post(
      '/v1/worlds/main/scheduled-events',
      { id, atGms: String(Number(gms) + 2 * HOUR), type: 'bell', payload: '{"rings":3}' },
      { token: admin },
    );
    expect(scheduled.status).toBe(200);
    await advance(3);
    const fired = await eventually(async () => {
      const found = (await replay('game.time.scheduled_fired', from)).filter((event) => event.payload.id === id);
      expect(found).toHaveLength(1);
      return found;
    }, 5000);
    expect(fired[0].payload.type).toBe('bell');
  });

  it.each([
    ['without an idempotency key', { byGms: '1' }, undefined, 'IDEMPOTENCY_KEY_REQUIRED'],
    ['backwards', { byGms: '-3600000' }, 'key-back', 'TIME_REVERSED'],
    ['more than a year', { byGms: String(400 * 24 * HOUR) }, 'key-year', undefined],
  ])('refuses to advance %s', async (_case, body, idempotencyKey, reason) => {
    const answer = await api.post(`${TIME}:advance`, body, {
      token: admin,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
    expect(answer.status).toBe(400);
    if (reason !== undefined) expect(answer.body.reason).toBe(reason);
  });

  it('keeps players from moving the clock', async () => {
    const player = await api.player();
    const answer = await api.post(`${TIME}:advance`, { byGms: '1' }, { token: player.token, idempotencyKey: newKey() });
    expect(answer.status).toBe(403);
  });

  it('turns the weather when told to, and back when the override ends', async () => {
    const { body: page } = await api.get('/v1/worlds/main/weather', { token: admin });
    const list: { regionId: string }[] = page.weather ?? page.regions ?? Object.values(page).find(Array.isArray);
    const region = list[0]?.regionId ?? '';
    const override = await api.post(
      `/v1/worlds/main/regions/${region}/weather:override`,
      { state: 'WEATHER_STATE_STORM', durationGms: String(2 * HOUR), priority: 5, reason: 'e2e' },
      { token: admin, idempotencyKey: newKey() },
    );
    expect(override.status).toBe(200);
    const weather = async () => (await api.get(`/v1/worlds/main/regions/${region}/weather`, { token: admin })).body;
    expect(await weather()).toMatchObject({ state: 'WEATHER_STATE_STORM', overridden: true });
    await advance(3);
    await eventually(async () => expect((await weather()).overridden ?? false).toBe(false), 5000);
  });

  it('covers from the present hour of the clock, also right after a jump', async () => {
    const { body: page } = await api.get('/v1/worlds/main/weather', { token: admin });
    const region: string = page.weather[1].regionId;
    await advance(12);
    const before = Number((await time()).gms);
    const override = await api.post(
      `/v1/worlds/main/regions/${region}/weather:override`,
      { state: 'WEATHER_STATE_ASHFALL', durationGms: String(2 * HOUR), priority: 60, reason: 'e2e' },
      { token: admin, idempotencyKey: newKey() },
    );
    expect(override.status).toBe(200);
    expect(Number(override.body.fromGms)).toBeGreaterThan(before - HOUR);
    expect(Number(override.body.untilGms)).toBeGreaterThan(before + HOUR);
    expect(override.body.overrideState).toBe('OVERRIDE_STATE_ACTIVE');
    await api.post(`/v1/worlds/main/weather-overrides/${override.body.id}:clear`, {}, { token: admin });
  });

  it('forecasts probabilities that sum to one', async () => {
    const { body: page } = await api.get('/v1/worlds/main/weather', { token: admin });
    const list: { regionId: string }[] = page.weather ?? page.regions ?? Object.values(page).find(Array.isArray);
    const { body } = await api.get(`/v1/worlds/main/regions/${list[0]?.regionId}/weather:forecast?hours=24`, {
      token: admin,
    });
    expect(body.points).toHaveLength(24);
    for (const point of body.points) {
      const sum = point.probabilities.reduce(
        (total: number, p: { probability?: number }) => total + (p.probability ?? 0),
        0,
      );
      expect(Math.abs(sum - 1)).toBeLessThan(1e-6);
    }
  });
});
