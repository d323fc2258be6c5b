import { resolve } from 'node:path';
import { AccountDeleted } from '@bodybroker/contracts-auth';
import { Value } from '@bodybroker/contracts-common';
import {
  EvaluationReason,
  SettingScope,
  SettingSource,
  SettingType,
  SettingsChanged,
  SettingsServiceClient,
  type PlayerSettings,
} from '@bodybroker/contracts-settings';
import { EventPublisher, createEvent, type Client } from '@bodybroker/nats-sdk';
import { publishedEvents, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

const contentPath = resolve(__dirname, '../content');
const json = (value: unknown): Value => Value.fromJson(value as never);

const valueOf = ({ values }: PlayerSettings, key: string): unknown => {
  const found = values.find((each) => each.key === key);
  return found && [found.value && Value.toJson(found.value), SettingSource[found.source]];
};

describe('settings', () => {
  let harness: ServiceHarness;
  let player: Client<SettingsServiceClient>;
  let admin: Client<SettingsServiceClient>;
  const playerId = 'ana';

  beforeEach(async () => {
    harness = await startHarness(service, { contentPath });
    player = harness.client(SettingsServiceClient, { actor: { kind: 'player', id: playerId } });
    admin = harness.client(SettingsServiceClient, { actor: { kind: 'admin', id: 'root' } });
    while (!(await harness.service.readiness()).ready) await new Promise((wake) => setTimeout(wake, 5));
  });
  afterEach(() => harness.stop());

  const get = (deviceId = ''): Promise<PlayerSettings> => player.getSettings({ playerId, deviceId });
  const update = (changes: Record<string, unknown>, deviceId = ''): Promise<PlayerSettings> =>
    player.updateSettings({
      playerId,
      deviceId,
      changes: Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, json(value)])),
    });

  it('start as defaults, are the player’s after an update, and defaults again after a reset', async () => {
    const before = await get();
    expect(before.values.every(({ source }) => source === SettingSource.DEFAULT)).toBe(true);
    expect(before.values.length).toBeGreaterThan(30);
    expect([before.version, valueOf(before, 'content.gore')]).toEqual([0n, ['FULL', 'DEFAULT']]);
    const after = await update({ 'content.gore': 'OFF', 'audio.subtitles': false });
    expect([after.version, valueOf(after, 'content.gore')]).toEqual([1n, ['OFF', 'PLAYER']]);
    const reset = await player.resetSettings({ playerId, keys: ['content.gore'] });
    expect([valueOf(reset, 'content.gore'), valueOf(reset, 'audio.subtitles')]).toEqual([
      ['FULL', 'DEFAULT'],
      [false, 'PLAYER'],
    ]);
  });

  it('are changed all together or not at all, and told of once', async () => {
    await expect(update({ language: 'de', 'video.fps_limit': 10_000, 'ai.enabled': false })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: 'SETTING_VALUE',
      details: { key: 'video.fps_limit', rule: 'must be at most 360' },
    });
    expect((await get()).version).toBe(0n);
    await update({ language: 'de', 'ai.enabled': false });
    const [told] = await publishedEvents(harness.broker, SettingsChanged, 1);
    expect(told).toMatchObject({
      subject: 'game.settings.changed.ana',
      payload: { playerId, deviceId: '', keys: ['language', 'ai.enabled'] },
    });
  });

  it.each([
    ['an unknown key', { 'no.such': 1 }, 'NOT_FOUND', 'SETTING'],
    ['a wrong type', { 'audio.master': 'loud' }, 'INVALID_ARGUMENT', 'SETTING_VALUE'],
    ['no option', { language: 'tlh' }, 'INVALID_ARGUMENT', 'SETTING_VALUE'],
    ['a fraction where a whole number belongs', { 'video.fps_limit': 60.5 }, 'INVALID_ARGUMENT', 'SETTING_VALUE'],
    ['a value too large', { 'controls.bindings': { a: 'x'.repeat(5000) } }, 'INVALID_ARGUMENT', 'SETTING_VALUE'],
    ['what players do not set', { 'trade.max_heat': 5 }, 'PERMISSION_DENIED', 'SETTING_READ_ONLY'],
    ['a prototype', { __proto__x: 1 }, 'NOT_FOUND', 'SETTING'],
  ])('refuse %s', async (_, changes, code, reason) => {
    await expect(update(changes)).rejects.toMatchObject({ code, reason });
  });

  it('of one player are not another’s', async () => {
    await expect(player.getSettings({ playerId: 'eve' })).rejects.toMatchObject({ reason: 'NOT_YOUR_PLAYER' });
  });

  it('of a device go before the player’s, and only where a device may differ', async () => {
    await update({ 'audio.master': 0.1 });
    await update({ 'audio.master': 0.9 }, 'tv');
    expect(valueOf(await get('tv'), 'audio.master')).toEqual([0.9, 'DEVICE']);
    expect(valueOf(await get('phone'), 'audio.master')).toEqual([0.1, 'PLAYER']);
    await expect(update({ language: 'fr' }, 'tv')).rejects.toMatchObject({ reason: 'SETTING_SCOPE' });
  });

  it('of everybody lose against the player’s, but not when they are locked', async () => {
    await update({ 'ai.enabled': true });
    await admin.setGlobalSetting({ key: 'ai.enabled', value: json(false), locked: false });
    expect(valueOf(await get(), 'ai.enabled')).toEqual([true, 'PLAYER']);
    const { version } = await admin.setGlobalSetting({ key: 'ai.enabled', value: json(false), locked: true });
    expect(valueOf(await get(), 'ai.enabled')).toEqual([false, 'GLOBAL']);
    await expect(update({ 'ai.enabled': true })).rejects.toMatchObject({ reason: 'SETTING_LOCKED' });
    const stale = { key: 'ai.enabled', value: json(true), locked: false, expectedVersion: version - 1n };
    await expect(admin.setGlobalSetting(stale)).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '2' },
    });
  });

  it('of a world go before those of everybody, and are of that world only', async () => {
    await admin.setGlobalSetting({ key: 'trade.max_heat', value: json(60), locked: false });
    await admin.setWorldSetting({ worldId: 'main', key: 'trade.max_heat', value: json(40) });
    expect(valueOf(await get(), 'trade.max_heat')).toEqual([40, 'WORLD']);
    const elsewhere = harness.client(SettingsServiceClient, { actor: { kind: 'player', id: 'x' }, worldId: 'ashen' });
    expect(valueOf(await elsewhere.getSettings({ playerId: 'x' }), 'trade.max_heat')).toEqual([60, 'GLOBAL']);
  });

  it('fall back to the default when their definition narrows', async () => {
    await update({ 'video.fps_limit': 240 });
    const { definitions } = await player.listSettingDefinitions({ category: 'video' });
    const definition = definitions.find(({ key }) => key === 'video.fps_limit');
    await admin.defineSetting({ definition: { ...definition, max: 120 }, expectedVersion: definition?.version ?? 0n });
    expect(valueOf(await get(), 'video.fps_limit')).toEqual([60, 'DEFAULT']);
  });

  it('that depend on another have their default when it says no', async () => {
    await update({ 'ai.remote_allowed': true });
    expect(valueOf(await get(), 'ai.remote_allowed')).toEqual([true, 'PLAYER']);
    await update({ 'ai.enabled': false });
    expect(valueOf(await get(), 'ai.remote_allowed')).toEqual([false, 'DEFAULT']);
  });

  it('are exported and imported; what does not fit is listed', async () => {
    await update({ language: 'pl', 'content.gore': 'REDUCED' });
    const { blob } = await player.exportSettings({ playerId });
    const other = harness.client(SettingsServiceClient, { actor: { kind: 'player', id: 'bo' } });
    const edited = blob.replace('"REDUCED"', '"MAYBE"').replace('{"format"', '{"x":1,"format"');
    const dry = await other.importSettings({ playerId: 'bo', blob: edited, dryRun: true });
    expect(dry).toMatchObject({
      applied: ['language'],
      rejected: [{ key: 'content.gore', reason: 'SETTING_VALUE' }],
      version: 0n,
    });
    await other.importSettings({ playerId: 'bo', blob: edited });
    expect(valueOf(await other.getSettings({ playerId: 'bo' }), 'language')).toEqual(['pl', 'PLAYER']);
    for (const bad of ['x', '[]', '{"format":"other"}', '{"format":"bodybroker-settings-1","values":3}']) {
      await expect(other.importSettings({ playerId: 'bo', blob: bad })).rejects.toMatchObject({
        reason: 'BAD_SETTINGS_BLOB',
      });
    }
  });

  it('are watched: first as they are, then after each change', async () => {
    const stop = new AbortController();
    const seen: unknown[] = [];
    const watching = (async () => {
      for await (const settings of player.watchSettings({ playerId }, { signal: stop.signal })) {
        seen.push(valueOf(settings, 'language'));
        if (seen.length === 1) void update({ language: 'ja' });
        if (seen.length === 2) break;
      }
    })();
    await watching;
    stop.abort();
    expect(seen).toEqual([
      ['en', 'DEFAULT'],
      ['ja', 'PLAYER'],
    ]);
  });

  it('are forgotten with their account, however often that is told', async () => {
    await update({ language: 'it' });
    await update({ 'audio.master': 0.2 }, 'tv');
    const publisher = new EventPublisher(harness.broker.connect().events);
    for (const eventId of ['one', 'two']) {
      await publisher.publish(
        createEvent(
          AccountDeleted,
          { accountId: playerId },
          { source: 'auth', clock: harness.clock, eventId, entityId: playerId },
        ),
      );
    }
    while ((await get('tv')).version !== 0n) await new Promise((wake) => setTimeout(wake, 5));
    expect(valueOf(await get(), 'language')).toEqual(['en', 'DEFAULT']);
  });

  it.each([
    ['an ENUM without options', { type: SettingType.ENUM, defaultValue: json('a') }, 'definition.options'],
    ['a default out of bounds', { type: SettingType.INT, defaultValue: json(9), max: 5 }, 'definition.default_value'],
    ['bounds upside down', { type: SettingType.INT, defaultValue: json(9), max: 5, min: 9 }, 'definition.min'],
    [
      'one of the world that players set',
      { type: SettingType.BOOL, defaultValue: json(true), scope: SettingScope.WORLD, playerWritable: true },
      'definition.player_writable',
    ],
  ])('are not defined as %s', async (_, definition, field) => {
    const wanted = { key: 'test.it', scope: SettingScope.PLAYER, ...definition };
    await expect(admin.defineSetting({ definition: wanted })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { field },
    });
    await expect(player.defineSetting({ definition: wanted })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  describe('flags', () => {
    const flag = (weight: number) => ({
      key: 'half',
      enabled: true,
      variants: { a: json('A'), b: json('B') },
      defaultVariant: 'a',
      rules: [
        { condition: 'attributes.vip == true', variant: 'b' },
        {
          splits: [
            { variant: 'a', weight },
            { variant: 'b', weight: 10_000 - weight },
          ],
        },
      ],
    });
    const keys = Array.from({ length: 1000 }, (_, at) => `player-${at}`);
    const variants = async (): Promise<readonly string[]> => {
      const all: string[] = [];
      for (const targetingKey of keys) {
        all.push((await player.evaluateFlag({ key: 'half', context: { targetingKey } })).variant);
      }
      return all;
    };

    it('are split by key, evenly and for good; a wider share keeps whom it had', async () => {
      await admin.setFlag({ flag: flag(5000) });
      const first = await variants();
      const inA = first.filter((variant) => variant === 'a').length;
      expect(inA).toBeGreaterThan(450);
      expect(inA).toBeLessThan(550);
      expect(await variants()).toEqual(first);
      await admin.setFlag({ flag: flag(6000), expectedVersion: 1n });
      const wider = await variants();
      expect(first.every((variant, at) => variant === 'b' || wider[at] === 'a')).toBe(true);
      expect(wider.filter((variant) => variant === 'a').length).toBeGreaterThan(inA);
    });

    it('say why: a rule, a split, the default, disabled, nothing to decide', async () => {
      await admin.setFlag({ flag: flag(5000) });
      const evaluate = (attributes: object) =>
        player.evaluateFlag({
          key: 'half',
          context: {
            targetingKey: 'x',
            attributes: { fields: Object.fromEntries(Object.entries(attributes).map(([n, v]) => [n, json(v)])) },
          },
        });
      expect(await evaluate({ vip: true })).toMatchObject({
        variant: 'b',
        reason: EvaluationReason.TARGETING_MATCH,
        ruleIndex: 0,
      });
      expect(await evaluate({ vip: 'yes' })).toMatchObject({ reason: EvaluationReason.SPLIT, ruleIndex: 1 });
      await admin.setFlag({ flag: { ...flag(5000), rules: [flag(5000).rules[0] ?? {}] } });
      expect(await evaluate({})).toMatchObject({ variant: 'a', reason: EvaluationReason.DEFAULT });
      await admin.setFlag({ flag: { ...flag(5000), rules: [] } });
      expect(await evaluate({})).toMatchObject({ reason: EvaluationReason.STATIC });
      await admin.setFlag({ flag: { ...flag(5000), enabled: false } });
      expect(await evaluate({ vip: true })).toMatchObject({ variant: 'a', reason: EvaluationReason.DISABLED });
    });

    it('named after a setting are a layer of it, below what the player has set', async () => {
      await admin.setFlag({
        flag: { key: 'setting.language', enabled: true, variants: { de: json('de') }, defaultVariant: 'de', rules: [] },
      });
      expect(valueOf(await get(), 'language')).toEqual(['de', 'FLAG']);
      await update({ language: 'fr' });
      expect(valueOf(await get(), 'language')).toEqual(['fr', 'PLAYER']);
    });

    it.each([
      ['weights that do not add up', { rules: [{ splits: [{ variant: 'a', weight: 9999 }] }] }, 'flag.rules.0.splits'],
      ['a variant that is not there', { rules: [{ variant: 'z' }] }, 'flag.rules.0.variant'],
      ['a rule without an outcome', { rules: [{ condition: 'true' }] }, 'flag.rules.0'],
      ['no such default', { defaultVariant: 'z' }, 'flag.default_variant'],
    ])('are refused with %s', async (_, change, field) => {
      await expect(admin.setFlag({ flag: { ...flag(5000), ...change } })).rejects.toMatchObject({ details: { field } });
    });

    it('are refused with a condition that does not parse, and evaluated for nobody when unknown', async () => {
      const bad = { ...flag(5000), rules: [{ condition: 'attributes.', variant: 'a' }] };
      await expect(admin.setFlag({ flag: bad })).rejects.toMatchObject({ reason: 'BAD_CONDITION' });
      await expect(player.evaluateFlag({ key: 'none' })).rejects.toMatchObject({ reason: 'FLAG_NOT_FOUND' });
    });
  });
});
