import {
  DayPhase,
  HourPassed,
  PhaseChanged,
  ScaleChanged,
  ScheduledFired,
  TimeManagerServiceClient,
  WatchInterval,
  type GameTime,
} from '@bodybroker/contracts-time-manager';
import type { CallOptions, Client } from '@bodybroker/nats-sdk';
import { MemoryStore } from '@bodybroker/storage';
import { ManualClock, publishedEvents, type ServiceHarness, startHarness, createTestBroker } from '@bodybroker/testing';
import { service } from '../src/service.js';

const HOUR = 3_600_000;
const environment = { BB_TICK_MS: '10', BB_LEASE_MS: '500', BB_WORLD_START_HOUR: '0' };

describe('time-manager', () => {
  let clock: ManualClock;
  let harness: ServiceHarness;
  let time: Client<TimeManagerServiceClient>;

  beforeEach(async () => {
    clock = new ManualClock();
    harness = await startHarness(service, { clock, environment, broker: createTestBroker() });
    time = harness.client(TimeManagerServiceClient, { actor: { kind: 'service', id: 'test' } });
  });

  afterEach(async () => {
    await harness.stop();
  });

  let keys = 0;
  const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });
  const advance = (hours: number, options = once()): Promise<unknown> =>
    time.advanceTime({ to: { oneofKind: 'byGms', byGms: BigInt(hours * HOUR) } }, options);
  const refused = (reason: string): object => expect.objectContaining({ reason }) as object;

  it('shows 7200 game seconds more after 2 s at scale 3600, and the same while paused', async () => {
    await time.setTimeScale({ scale: 3600 });
    const before = await time.getTime({});
    clock.advance(2000);
    const after = await time.getTime({});
    expect(Number(after.gms - before.gms)).toBe(7200_000);
    await time.pauseTime({ reason: 'cutscene' });
    clock.advance(2000);
    expect(await time.getTime({})).toMatchObject({ gms: after.gms, paused: true, pauseReason: 'cutscene' });
  });

  it('publishes the five hours that an advance of 5 h crosses, in order, each once', async () => {
    await advance(5);
    const hours = await publishedEvents(harness.broker, HourPassed, 5);
    expect(hours.map(({ payload }) => Number(payload.hourNumber))).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(hours.map(({ eventId }) => eventId)).size).toBe(5);
    expect(hours[0]).toMatchObject({ eventId: 'time:main:hour:1', worldId: 'main', gameTimeGms: BigInt(HOUR) });
  });

  it('is in the WITCHING phase at 03:00 and says so once', async () => {
    await advance(4);
    await publishedEvents(harness.broker, HourPassed, 4);
    expect((await publishedEvents(harness.broker, PhaseChanged, 1)).map(({ payload }) => payload.newPhase)).toEqual([
      DayPhase.WITCHING,
    ]);
    expect((await time.getTime({})).phase).toBe(DayPhase.WITCHING);
  });

  it('advances once for one idempotency key, and answers the same twice', async () => {
    const options = once();
    const first = await advance(2, options);
    clock.advance(5000);
    expect(await advance(2, options)).toEqual(first);
    await expect(advance(3, options)).rejects.toEqual(refused('IDEMPOTENCY_KEY_REUSED'));
    expect((await time.getTime({})).hour).toBe(2);
  });

  it('advances to the next beginning of a phase, and to a date', async () => {
    const { time: dusk } = await time.advanceTime({ to: { oneofKind: 'phase', phase: DayPhase.DUSK } }, once());
    expect(dusk).toMatchObject({ day: 1, hour: 18, minute: 0 });
    const date = { year: 1, month: 2, day: 3, hour: 4, minute: 5 };
    const advanced = await time.advanceTime({ to: { oneofKind: 'date', date } }, once());
    expect(advanced).toMatchObject({ time: date, hoursCrossed: 32n * 24n - 14n });
  });

  it.each([
    ['back', { oneofKind: 'byGms', byGms: -1n }, 'TIME_REVERSED'],
    ['over a year', { oneofKind: 'byGms', byGms: 360n * 24n * 3_600_000n + 1n }, 'ADVANCE_TOO_FAR'],
    ['to no date', { oneofKind: 'date', date: { year: 1, month: 1, day: 31, hour: 0, minute: 0 } }, 'BAD_DATE'],
    ['to no phase', { oneofKind: 'phase', phase: DayPhase.UNSPECIFIED }, 'ENUM_UNSPECIFIED'],
    ['nowhere', { oneofKind: undefined }, 'FIELD_REQUIRED'],
  ] as const)('refuses to advance %s', async (_where, to, reason) => {
    await expect(time.advanceTime({ to }, once())).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', reason });
  });

  it('refuses a scale set at an old version, and time is continuous across the change', async () => {
    const { version } = await time.getTime({});
    clock.advance(1234);
    const before = await time.getTime({});
    const after = await time.setTimeScale({ scale: 120, expectedVersion: version });
    expect(after).toMatchObject({ gms: before.gms, version: version + 1n });
    await expect(time.setTimeScale({ scale: 60, expectedVersion: version })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: String(version + 1n) },
    });
    expect(await publishedEvents(harness.broker, ScaleChanged, 1)).toMatchObject([
      { payload: { oldScale: 60, newScale: 120 } },
    ]);
  });

  it('does not let the passing of hours change the version that a setting expects', async () => {
    const { version } = await time.getTime({});
    clock.advance(3 * 60_000);
    await publishedEvents(harness.broker, HourPassed, 3);
    await expect(time.setTimeScale({ scale: 120, expectedVersion: version })).resolves.toMatchObject({ scale: 120 });
  });

  it('resumes only what is paused', async () => {
    await expect(time.resumeTime({})).rejects.toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'NOT_PAUSED' });
    await time.pauseTime({});
    expect(await time.resumeTime({})).toMatchObject({ paused: false });
  });

  it('fires a scheduled event once when the clock jumps over it', async () => {
    await time.scheduleEvent({
      id: 'bell',
      timing: { oneofKind: 'atGms', atGms: BigInt(2 * HOUR) },
      type: 'bell',
      payload: '3',
    });
    await advance(3);
    expect(await publishedEvents(harness.broker, ScheduledFired, 1)).toMatchObject([
      { payload: { id: 'bell', type: 'bell', payload: '3', dueGms: BigInt(2 * HOUR), run: 1, late: true } },
    ]);
    await expect(time.getScheduledEvent({ id: 'bell' })).rejects.toEqual(refused('SCHEDULED_EVENT_NOT_FOUND'));
  });

  it('publishes a player’s event on the player’s subject', async () => {
    const timing = { oneofKind: 'atGms', atGms: BigInt(HOUR) } as const;
    await time.scheduleEvent({ id: 'debt', timing, type: 'debt.due', playerId: 'p1' });
    await advance(1);
    const [fired] = await publishedEvents(harness.broker, ScheduledFired, 1);
    expect(fired).toMatchObject({ playerId: 'p1', subject: 'game.time.scheduled_fired.p1' });
  });

  it('runs a cron rule as often as it may, through a jump', async () => {
    const rule = { id: 'rats', timing: { oneofKind: 'cron', cron: '0 */2 * * *' }, type: 'rats', catchUp: 1 } as const;
    await time.scheduleEvent({ ...rule, maxRuns: 3 });
    await advance(12);
    const fired = await publishedEvents(harness.broker, ScheduledFired, 3);
    expect(fired.map(({ payload }) => Number(payload.dueGms) / HOUR)).toEqual([2, 4, 6]);
  });

  it('lists what is scheduled by time, page by page, and cancels it', async () => {
    for (const hour of [9, 5, 7]) {
      await time.scheduleEvent({
        id: `at-${hour}`,
        timing: { oneofKind: 'atGms', atGms: BigInt(hour * HOUR) },
        type: 't',
      });
    }
    const first = await time.listScheduledEvents({ pageSize: 2 });
    expect(first.scheduled.map(({ id }) => id)).toEqual(['at-5', 'at-7']);
    const second = await time.listScheduledEvents({ pageSize: 2, pageToken: first.nextPageToken });
    expect(second).toMatchObject({ scheduled: [{ id: 'at-9' }], nextPageToken: '' });
    const some = await time.listScheduledEvents({ fromGms: BigInt(6 * HOUR), toGms: BigInt(9 * HOUR) });
    expect(some.scheduled.map(({ id }) => id)).toEqual(['at-7']);
    expect(await time.cancelScheduledEvent({ id: 'at-7', expectedVersion: 1n })).toMatchObject({ id: 'at-7' });
    await expect(time.cancelScheduledEvent({ id: 'at-7' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses to schedule what is past, misspelt or without a time', async () => {
    await advance(2);
    const past = { id: 'x', type: 't', timing: { oneofKind: 'atGms', atGms: BigInt(HOUR) } } as const;
    await expect(time.scheduleEvent(past)).rejects.toEqual(refused('AT_GMS_PAST'));
    await expect(time.scheduleEvent({ ...past, timing: { oneofKind: 'cron', cron: '61 * * * *' } })).rejects.toEqual(
      refused('BAD_CRON'),
    );
    await expect(time.scheduleEvent({ id: 'x', type: 't' })).rejects.toEqual(refused('FIELD_REQUIRED'));
  });

  it('shows a watcher the time at once, then each new hour, until it leaves', async () => {
    const leaving = new AbortController();
    const frames: GameTime[] = [];
    await time.getTime({});
    for await (const frame of time.watchTime({ every: WatchInterval.HOUR }, { signal: leaving.signal })) {
      frames.push(frame);
      if (frames.length === 3) break;
      clock.advance(60_000);
    }
    expect(frames.map(({ hour }) => hour)).toEqual([0, 1, 2]);
    leaving.abort();
  });

  it('says one moment in three ways', async () => {
    const date = { year: 1, month: 1, day: 2, hour: 0, minute: 0 };
    const { realMs: nowMs } = await time.getTime({});
    const converted = await time.convertTime({ moment: { oneofKind: 'gms', gms: BigInt(24 * HOUR) } });
    expect(converted).toMatchObject({ gms: BigInt(24 * HOUR), date, realMs: nowMs + BigInt(24 * 60_000) });
    expect(await time.convertTime({ moment: { oneofKind: 'date', date } })).toEqual(converted);
    expect(await time.convertTime({ moment: { oneofKind: 'realMs', realMs: converted.realMs ?? 0n } })).toEqual(
      converted,
    );
  });

  it('has a calendar for everyone, and clocks only for the worlds it was given', async () => {
    const anybody = harness.client(TimeManagerServiceClient);
    expect(await anybody.getCalendar({})).toMatchObject({ hoursPerDay: 24, daysPerMonth: 30 });
    await expect(anybody.getTime({})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(time.getTime({ worldId: 'elsewhere' })).rejects.toEqual(refused('WORLD_NOT_FOUND'));
  });

  it('keeps players from setting the clock', async () => {
    const player = harness.client(TimeManagerServiceClient, { actor: { kind: 'player', id: 'p1' } });
    await expect(player.getTime({})).resolves.toMatchObject({ worldId: 'main' });
    await expect(player.pauseTime({})).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });
});

describe('time-manager, stopped and started again', () => {
  it('fires what fell due meanwhile, and goes on telling hours where it stopped', async () => {
    const clock = new ManualClock();
    const store = new MemoryStore('time-manager', { clock });
    const broker = createTestBroker();
    const first = await startHarness(service, {
      clock,
      store,
      broker,
      environment: { ...environment, BB_TICK_MS: '5000' },
    });
    const client = first.client(TimeManagerServiceClient, { actor: { kind: 'service', id: 'test' } });
    await client.scheduleEvent({ id: 'bell', timing: { oneofKind: 'atGms', atGms: BigInt(2 * HOUR) }, type: 'bell' });
    await client.advanceTime({ to: { oneofKind: 'byGms', byGms: BigInt(3 * HOUR) } }, { idempotencyKey: 'k' });
    await first.stop();

    const second = await startHarness(service, { clock, store, environment, broker, instance: 'two' });
    expect(await publishedEvents(broker, ScheduledFired, 1)).toMatchObject([{ payload: { id: 'bell' } }]);
    expect((await publishedEvents(broker, HourPassed, 3)).map(({ payload }) => payload.hour)).toEqual([1, 2, 3]);
    await second.stop();
  });

  it('tells each hour once when two replicas run', async () => {
    const clock = new ManualClock();
    const store = new MemoryStore('time-manager', { clock });
    const broker = createTestBroker();
    const one = await startHarness(service, { clock, store, environment, broker, instance: 'one' });
    const two = await startHarness(service, { clock, store, environment, broker, instance: 'two' });
    const client = two.client(TimeManagerServiceClient, { actor: { kind: 'service', id: 'test' } });
    await client.advanceTime({ to: { oneofKind: 'byGms', byGms: BigInt(48 * HOUR) } }, { idempotencyKey: 'k' });
    const hours = await publishedEvents(broker, HourPassed, 48);
    expect(hours.map(({ payload }) => Number(payload.hourNumber))).toEqual(Array.from({ length: 48 }, (_, i) => i + 1));
    await two.stop();
    await one.stop();
  });
});
