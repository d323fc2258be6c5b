import { resolve } from 'node:path';
import { GenerationCompleted } from '@bodybroker/contracts-ai-integration';
import { Value } from '@bodybroker/contracts-common';
import {
  ModeChanged,
  ModeSource,
  PerformanceModeServiceClient,
  ServerModeChanged,
  ServerModeLevel,
  Thermal,
  type MetricsReport,
} from '@bodybroker/contracts-performance-mode';
import { SettingSource, SettingsService, type ISettingsService } from '@bodybroker/contracts-settings';
import { EventPublisher, createEvent, type Client } from '@bodybroker/nats-sdk';
import { ManualClock, publishedEvents, servePeer, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

const contentPath = resolve(__dirname, '../content');
const playerId = 'ana';
const deviceId = 'pc';

describe('performance-mode', () => {
  let harness: ServiceHarness;
  let clock: ManualClock;
  let player: Client<PerformanceModeServiceClient>;
  let admin: Client<PerformanceModeServiceClient>;

  beforeEach(async () => {
    clock = new ManualClock();
    harness = await startHarness(service, {
      contentPath,
      clock,
      environment: { BB_EVALUATE_MS: '20', BB_LEASE_MS: '600000' },
    });
    player = harness.client(PerformanceModeServiceClient, { actor: { kind: 'player', id: playerId } });
    admin = harness.client(PerformanceModeServiceClient, { actor: { kind: 'admin', id: 'root' } });
  });
  afterEach(() => harness.stop());

  const report = (fps: readonly number[], thermal = Thermal.NOMINAL): Promise<MetricsReport> => {
    clock.advance(1001);
    return player.reportMetrics({ playerId, deviceId, samples: fps.map((fpsP5) => ({ fpsP5, thermal })) });
  };

  it('steps down once after three slow samples, tells of it once, and waits half a minute', async () => {
    expect(await player.getMode({ playerId, deviceId })).toMatchObject({ profileId: 'medium', version: 0n });
    await report([20]);
    await report([20]);
    expect((await report([20])).mode).toMatchObject({ profileId: 'low', source: ModeSource.AUTO });
    expect((await report([5])).mode?.profileId).toBe('low');
    const [event] = await publishedEvents(harness.broker, ModeChanged, 1);
    expect(event).toMatchObject({
      subject: 'game.perf.mode_changed.ana',
      payload: { fromProfileId: 'medium', mode: { profileId: 'low', scalers: { shadows: 0 } } },
    });
    const { changes } = await player.listModeChanges({ playerId, deviceId });
    expect(changes).toMatchObject([
      { fromProfileId: 'medium', toProfileId: 'low', reason: 'too slow three times in a row' },
    ]);
  });

  it('keeps what was chosen by hand, but for a critical heat', async () => {
    await player.setMode({ playerId, deviceId, profileId: 'high' });
    const slow = await report([5, 5, 5, 5]);
    expect(slow.mode).toMatchObject({ profileId: 'high', source: ModeSource.MANUAL });
    expect(slow.recommendation).toMatchObject({ profileId: 'medium' });
    const { mode } = await report([60], Thermal.CRITICAL);
    expect(mode).toMatchObject({ profileId: 'low', source: ModeSource.FORCED, reasons: ['it is about to overheat'] });
    const auto = await player.setMode({ playerId, deviceId, profileId: 'AUTO', expectedVersion: mode?.version ?? 0n });
    expect(auto.source).toBe(ModeSource.AUTO);
    await expect(player.setMode({ playerId, deviceId, profileId: 'low', expectedVersion: 1n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
  });

  it.each([
    ['a clock far off', { samples: [{ atMs: 1n, thermal: Thermal.NOMINAL }] }, 'CLOCK_SKEW'],
    ['impossible frames', { samples: [{ fpsP5: 1001, thermal: Thermal.NOMINAL }] }, 'INVALID_FIELD'],
    ['frames below zero', { samples: [{ fpsP5: -1, thermal: Thermal.NOMINAL }] }, 'INVALID_FIELD'],
    ['no thermal state', { samples: [{ fpsP5: 60 }] }, 'ENUM_UNSPECIFIED'],
    ['nothing', { samples: [] }, 'INVALID_FIELD'],
    ['too much', { samples: Array.from({ length: 61 }, () => ({ thermal: Thermal.NOMINAL })) }, 'INVALID_FIELD'],
  ])('refuses a report of %s', async (_, rest, reason) => {
    await expect(player.reportMetrics({ playerId, deviceId, ...rest })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason,
    });
  });

  it('takes one report a second from a device, and five devices of a player', async () => {
    await report([60]);
    const again = player.reportMetrics({ playerId, deviceId, samples: [{ fpsP5: 60, thermal: Thermal.NOMINAL }] });
    await expect(again).rejects.toMatchObject({ reason: 'REPORT_RATE', retryable: true });
    for (const more of ['b', 'c', 'd', 'e']) await player.setMode({ playerId, deviceId: more, profileId: 'low' });
    await expect(player.setMode({ playerId, deviceId: 'f', profileId: 'low' })).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      reason: 'TOO_MANY_DEVICES',
    });
    await expect(player.setMode({ playerId, deviceId, profileId: 'none' })).rejects.toMatchObject({
      reason: 'PROFILE_NOT_FOUND',
    });
    await expect(player.getMode({ playerId: 'eve', deviceId })).rejects.toMatchObject({ reason: 'NOT_YOUR_PLAYER' });
  });

  it('starts a device as the player’s settings say, when they can be asked', async () => {
    const value = Value.fromJson('HIGH');
    const values = [{ key: 'video.mode', value, source: SettingSource.PLAYER, locked: false }];
    const settings = await servePeer<ISettingsService>(harness.broker, SettingsService, {
      getSettings: () => Promise.resolve({ values, playerId, version: 1n }),
    });
    expect(await player.getMode({ playerId, deviceId })).toMatchObject({
      profileId: 'high',
      source: ModeSource.MANUAL,
    });
    await settings.stop();
  });

  it('is watched: the mode, then each change of this device', async () => {
    const seen: string[] = [];
    for await (const mode of player.watchMode({ playerId, deviceId })) {
      seen.push(mode.profileId);
      if (seen.length === 2) break;
      await player.setMode({ playerId, deviceId: 'tv', profileId: 'low' });
      await player.setMode({ playerId, deviceId, profileId: 'high' });
    }
    expect(seen).toEqual(['medium', 'high']);
  });

  it('has profiles by rank, which admins change', async () => {
    const { profiles } = await player.listProfiles({ pageSize: 3 });
    expect(profiles.map(({ profileId }) => profileId)).toEqual(['low', 'medium', 'high']);
    const [low] = profiles;
    const changed = await admin.upsertProfile({ profile: { ...low, targetFps: 24 }, expectedVersion: 0n });
    expect(changed).toMatchObject({ targetFps: 24, version: 1n });
    await expect(admin.upsertProfile({ profile: { ...low }, expectedVersion: 0n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await expect(admin.upsertProfile({ profile: { profileId: 'new', rank: 2, targetFps: 60 } })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { field: 'profile.rank' },
    });
  });

  describe('the server mode', () => {
    const untilMode = async (mode: ServerModeLevel): Promise<void> => {
      while ((await player.getServerMode({})).mode !== mode) {
        clock.advance(1000);
        await new Promise((wake) => setTimeout(wake, 10));
      }
    };

    it('is set by hand for a while, and ends by itself', async () => {
      await expect(player.setServerMode({ mode: 1, ttlMs: 1000n, reason: 'x' })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
      await admin.setServerMode({ mode: ServerModeLevel.EMERGENCY, ttlMs: 60_000n, reason: 'drill' });
      expect(await player.getServerMode({})).toMatchObject({ mode: ServerModeLevel.EMERGENCY, reasons: ['drill'] });
      await untilMode(ServerModeLevel.NORMAL);
      const events = await publishedEvents(harness.broker, ServerModeChanged, 2);
      expect(events.map(({ payload }) => payload.mode)).toEqual([ServerModeLevel.EMERGENCY, ServerModeLevel.NORMAL]);
    });

    it('goes up while an important service is slow', async () => {
      const auth = harness.client(PerformanceModeServiceClient, { actor: { kind: 'service', id: 'auth' } });
      const slow = setInterval(
        () => void auth.reportServiceLoad({ service: 'auth', p95Ms: 900 }).catch(() => undefined),
        10,
      );
      await untilMode(ServerModeLevel.ECONOMY);
      clearInterval(slow);
      expect((await player.getServerMode({})).reasons).toEqual(['auth answers in 900 ms (p95)']);
    });

    it('goes up while words take long to come', async () => {
      const publisher = new EventPublisher(harness.broker.connect().events);
      const slow = setInterval(() => {
        const eventId = `g${clock.now()}`;
        const facts = { source: 'ai-integration', clock, eventId, entityId: eventId };
        void publisher.publish(createEvent(GenerationCompleted, { streamed: true, ttftMs: 5000n }, facts));
      }, 10);
      await untilMode(ServerModeLevel.ECONOMY);
      clearInterval(slow);
    });
  });
});
