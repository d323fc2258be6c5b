import { join } from 'node:path';
import {
  GameTime,
  HourPassed,
  HoursSkipped,
  TimeManagerService,
  type ITimeManagerService,
} from '@bodybroker/contracts-time-manager';
import {
  OverrideEnded,
  OverrideStarted,
  OverrideState,
  WeatherChanged,
  WeatherManagerServiceClient,
  WeatherState,
  type Weather,
} from '@bodybroker/contracts-weather-manager';
import { EventPublisher, createEvent, type CallOptions, type Client } from '@bodybroker/nats-sdk';
import { publishedEvents, type ServiceHarness, startHarness, createTestBroker, servePeer } from '@bodybroker/testing';
import { service } from '../src/service.js';

const HOUR = 3_600_000;
const contentPath = join(__dirname, '../content/');
const BONE = { regionId: 'bone-ward' };

let keys = 0;
const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });
const refused = (reason: string): object => expect.objectContaining({ reason }) as object;

function start(worldSeed = 'seed'): Promise<ServiceHarness> {
  return startHarness(service, { contentPath, broker: createTestBroker(), environment: { BB_WORLD_SEED: worldSeed } });
}

const clientOf = (harness: ServiceHarness): Client<WeatherManagerServiceClient> =>
  harness.client(WeatherManagerServiceClient, { actor: { kind: 'admin', id: 'test' } });

describe('weather-manager', () => {
  let harness: ServiceHarness;
  let weather: Client<WeatherManagerServiceClient>;

  beforeEach(async () => {
    harness = await start();
    weather = clientOf(harness);
  });

  afterEach(async () => {
    await harness.stop();
  });

  const advanceTo = (hour: number): Promise<unknown> => weather.advanceWeather({ toGms: BigInt(hour * HOUR) });
  const storm = (hours = 2, options = once()) =>
    weather.overrideWeather({ ...BONE, state: WeatherState.STORM, durationGms: BigInt(hours * HOUR) }, options);

  /** Waits until a region's weather is that of an hour. */
  const untilHour = async (hour: number): Promise<Weather> => {
    const leaving = new AbortController();
    for await (const seen of weather.watchWeather({ regionIds: [BONE.regionId] }, { signal: leaving.signal })) {
      if (Number(seen.untilGms) === (hour + 1) * HOUR) return seen;
    }
    throw new Error('the watch ended');
  };

  it('shows the weather of all nine wards', async () => {
    await advanceTo(10);
    const { weather: all, nextPageToken } = await weather.listWeather({});
    expect(all).toHaveLength(9);
    expect(nextPageToken).toBe('');
    expect(all[1]).toMatchObject({
      worldId: 'main',
      regionId: 'bone-ward',
      untilGms: BigInt(11 * HOUR),
      overridden: false,
    });
    const first = await weather.listWeather({ pageSize: 4 });
    const second = await weather.listWeather({ pageSize: 9, pageToken: first.nextPageToken });
    expect([...first.weather, ...second.weather]).toEqual(all);
  });

  it('steps with each hour that passes, and over hours that were skipped', async () => {
    const publisher = new EventPublisher(harness.broker.events);
    const facts = { source: 'time-manager', clock: harness.clock, entityId: 'main' };
    const hour = { worldId: 'main', gms: BigInt(3 * HOUR), hourNumber: 3n };
    await publisher.publish(createEvent(HourPassed, hour, { ...facts, eventId: 'h3' }));
    expect(await untilHour(3)).toMatchObject(BONE);
    const skipped = { worldId: 'main', fromGms: BigInt(3 * HOUR), toGms: BigInt(300 * HOUR), hours: 297n };
    await publisher.publish(createEvent(HoursSkipped, skipped, { ...facts, eventId: 's300' }));
    expect(await untilHour(300)).toMatchObject(BONE);
  });

  it('covers nature with an override for its two hours, then goes on as if never covered', async () => {
    await advanceTo(10);
    const before = await weather.getWeather(BONE);
    const override = await storm();
    expect(override).toMatchObject({
      overrideState: OverrideState.ACTIVE,
      fromGms: BigInt(10 * HOUR),
      untilGms: BigInt(12 * HOUR),
    });
    const covered = await weather.getWeather(BONE);
    expect(covered).toMatchObject({ state: WeatherState.STORM, overridden: true, overrideId: override.id });
    expect(covered.effects?.decayMultiplier).toBe(1.5);
    expect(covered.effects?.decayMultiplier).not.toBe(before.effects?.decayMultiplier);
    await advanceTo(12);
    const uncovered = await start();
    const nature = clientOf(uncovered);
    await nature.advanceWeather({ toGms: BigInt(12 * HOUR) });
    const { version: _, sinceGms: __, ...rest } = await nature.getWeather(BONE);
    await uncovered.stop();
    expect(await weather.getWeather(BONE)).toMatchObject(rest);
    expect(await publishedEvents(harness.broker, OverrideStarted, 1)).toMatchObject([
      { payload: { weatherOverride: { id: override.id } } },
    ]);
    expect(await publishedEvents(harness.broker, OverrideEnded, 1)).toMatchObject([
      { payload: { weatherOverride: { overrideState: OverrideState.EXPIRED } } },
    ]);
  });

  it('covers from the hour of the clock, also while that is ahead, and tells of the hours between one by one', async () => {
    await advanceTo(10);
    const { version } = await weather.getWeather(BONE);
    const time = await servePeer<ITimeManagerService>(harness.broker, TimeManagerService, {
      getTime: ({ worldId }) => Promise.resolve(GameTime.create({ worldId, gms: BigInt(22.5 * HOUR) })),
    });
    const options = once();
    const override = await storm(2, options);
    expect(override).toMatchObject({
      overrideState: OverrideState.ACTIVE,
      fromGms: BigInt(22 * HOUR),
      untilGms: BigInt(24 * HOUR),
    });
    expect(await weather.getWeather(BONE)).toMatchObject({ overrideId: override.id, version: version + 13n });
    await time.stop();
    const { records } = await weather.getHistory({ ...BONE, pageSize: 13 });
    const hours = records.reverse().filter(({ gms }) => Number(gms) >= 9 * HOUR);
    const turned = hours.filter(({ state }, nth) => nth > 0 && state !== hours[nth - 1]?.state).map(({ gms }) => gms);
    const told = (await publishedEvents(harness.broker, WeatherChanged)).filter(
      ({ entityId, payload }) => entityId === BONE.regionId && payload.gms > BigInt(10 * HOUR),
    );
    expect(told.map(({ payload }) => payload.gms).filter((gms) => gms < BigInt(22 * HOUR))).toEqual(turned);
    expect(await storm(2, options)).toEqual(override);
  });

  it('tells of each change of what people see', async () => {
    await advanceTo(10);
    const { state } = await weather.getWeather(BONE);
    await weather.overrideWeather({ ...BONE, state: WeatherState.BLOODRAIN, durationGms: BigInt(HOUR) }, once());
    const changes = await publishedEvents(harness.broker, WeatherChanged);
    expect(changes.at(-1)).toMatchObject({
      entityId: 'bone-ward',
      gameTimeGms: BigInt(10 * HOUR),
      payload: { oldState: state, newState: WeatherState.BLOODRAIN, overridden: true, effects: { decayMultiplier: 2 } },
    });
  });

  it('adds one override for one idempotency key', async () => {
    const options = once();
    const first = await storm(2, options);
    expect(await storm(2, options)).toEqual(first);
    await expect(storm(3, options)).rejects.toEqual(refused('IDEMPOTENCY_KEY_REUSED'));
  });

  it('clears an override, at the version that was seen', async () => {
    const { id, version } = await storm();
    await expect(weather.clearOverride({ overrideId: id, expectedVersion: version - 1n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    const cleared = await weather.clearOverride({ overrideId: id, expectedVersion: version });
    expect(cleared).toMatchObject({ id, overrideState: OverrideState.CLEARED });
    expect(await weather.getWeather(BONE)).toMatchObject({ overridden: false });
    await expect(weather.clearOverride({ overrideId: id })).rejects.toEqual(refused('OVERRIDE_NOT_FOUND'));
    await expect(weather.clearOverride({ overrideId: 'wov_nowhere_1' })).rejects.toEqual(refused('OVERRIDE_NOT_FOUND'));
  });

  it('forecasts probabilities that add up to 1 for each hour', async () => {
    await advanceTo(10);
    const { points } = await weather.getForecast({ ...BONE, hours: 72 });
    expect(points.map(({ gms }) => Number(gms) / HOUR)).toEqual(Array.from({ length: 72 }, (_, index) => 11 + index));
    for (const { probabilities } of points) {
      expect(probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    }
    await expect(weather.getForecast({ ...BONE, hours: 73 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('refuses a climate whose row does not add up, naming the row', async () => {
    const climate = await weather.getClimate(BONE);
    const row = climate.seasons[2]?.matrix.find(({ from }) => from === WeatherState.FOG);
    if (row?.to[0] !== undefined) row.to[0].probability += 0.25;
    await expect(weather.setClimate({ ...BONE, climate })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: 'BAD_MATRIX',
      details: { season: 'AUTUMN', row: 'FOG' },
    });
  });

  it('follows a climate that was set, and keeps it', async () => {
    const climate = await weather.getClimate(BONE);
    expect(climate.version).toBe(0n);
    const fog = [{ state: WeatherState.FOG, probability: 1 }];
    const matrix = climate.seasons[0]?.matrix.map(({ from }) => ({ from, to: fog })) ?? [];
    const seasons = climate.seasons.map((season) => ({ ...season, matrix }));
    const set = await weather.setClimate({ ...BONE, climate: { seasons }, expectedVersion: 0n });
    expect(set).toMatchObject({ version: 1n });
    expect(await weather.getClimate(BONE)).toEqual(set);
    await advanceTo(5);
    expect(await weather.getWeather(BONE)).toMatchObject({ state: WeatherState.FOG });
    await expect(weather.setClimate({ ...BONE, climate: { seasons }, expectedVersion: 0n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
  });

  it('remembers the weather of past hours, and knows none to come', async () => {
    await advanceTo(30);
    const { records } = await weather.getHistory({ ...BONE, pageSize: 5 });
    expect(records.map(({ gms }) => Number(gms) / HOUR)).toEqual([29, 28, 27, 26, 25]);
    const past = await weather.getWeather({ ...BONE, atGms: BigInt(27.5 * HOUR) });
    expect(past).toMatchObject({
      state: records[2]?.state,
      intensity: records[2]?.intensity,
      untilGms: BigInt(28 * HOUR),
    });
    await expect(weather.getWeather({ ...BONE, atGms: BigInt(31 * HOUR) })).rejects.toEqual(refused('AT_GMS_FUTURE'));
    await advanceTo(1000);
    await expect(weather.getWeather({ ...BONE, atGms: 0n })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('does not go back, and knows no other regions or worlds', async () => {
    await advanceTo(10);
    await expect(advanceTo(9)).rejects.toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'TIME_REVERSED' });
    await expect(weather.getWeather({ regionId: 'atlantis' })).rejects.toEqual(refused('REGION_NOT_FOUND'));
    await expect(weather.getWeather({ ...BONE, worldId: 'elsewhere' })).rejects.toEqual(refused('WORLD_NOT_FOUND'));
  });

  it('refuses overrides that are too long or no weather', async () => {
    await expect(storm(14 * 24 + 1)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const nothing = { ...BONE, state: WeatherState.UNSPECIFIED, durationGms: BigInt(HOUR) };
    await expect(weather.overrideWeather(nothing, once())).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('weather-manager on two stacks', () => {
  it('shows the same 48 hours for one seed, stepped singly or at once, and others for another seed', async () => {
    const stacks = await Promise.all([start('one'), start('one'), start('other')]);
    const [hourly, leaping, other] = stacks.map(clientOf);
    for (let hour = 1; hour <= 48; hour += 1) await hourly?.advanceWeather({ toGms: BigInt(hour * HOUR) });
    await leaping?.advanceWeather({ toGms: BigInt(48 * HOUR) });
    await other?.advanceWeather({ toGms: BigInt(48 * HOUR) });
    const histories = await Promise.all(
      [hourly, leaping, other].map((each) => each?.getHistory({ ...BONE, pageSize: 48 })),
    );
    expect(histories[0]?.records).toHaveLength(48);
    expect(histories[1]).toEqual(histories[0]);
    expect(histories[2]).not.toEqual(histories[0]);
    await Promise.all(stacks.map((stack) => stack.stop()));
  });
});
