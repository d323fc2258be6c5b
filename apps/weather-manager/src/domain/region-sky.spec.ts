import fc from 'fast-check';
import { testNature } from '../../test/test-climate.js';
import { HOUR_GMS } from './game-hour.js';
import {
  HISTORY_HOURS,
  MAX_ADVANCE_HOURS,
  MAX_OVERRIDES,
  addOverride,
  advanceSky,
  beginSky,
  clearOverride,
  shownWeather,
  type RegionSky,
} from './region-sky.js';
import type { OverrideOrder } from './weather-override.js';

const order: OverrideOrder = {
  id: 'wov_1',
  state: 'BLOODRAIN',
  intensity: 0.9,
  priority: 0,
  reason: 'beat',
  isForeseen: false,
  fromGms: undefined,
  durationGms: 2 * HOUR_GMS,
};
const skyAt = (hour: number): RegionSky => advanceSky(testNature, beginSky(testNature), hour).sky;

describe('the sky over a region', () => {
  it('is the same whether hours go by at once or in parts, and so is its history', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 });
    fc.assert(
      fc.property(parts, (lengths) => {
        const whole = advanceSky(testNature, skyAt(5), 5 + lengths.reduce((sum, length) => sum + length, 0));
        let sky = skyAt(5);
        const records = lengths.flatMap((length) => {
          const change = advanceSky(testNature, sky, sky.hour + length);
          sky = change.sky;
          return change.records;
        });
        expect(sky).toEqual(whole.sky);
        expect(records).toEqual(whole.records);
      }),
    );
  });

  it('remembers the hours that went by, the last 240 at most', () => {
    expect(advanceSky(testNature, skyAt(3), 6).records.map(({ hour }) => hour)).toEqual([3, 4, 5]);
    const { records } = advanceSky(testNature, skyAt(0), 1000);
    expect([records.length, records[0]?.hour, records.at(-1)?.hour]).toEqual([HISTORY_HOURS, 760, 999]);
  });

  it('stays as it is at its own hour, and does not go back', () => {
    const sky = skyAt(9);
    expect(advanceSky(testNature, sky, 9)).toEqual({ sky, records: [], started: [], ended: [] });
    expect(() => advanceSky(testNature, sky, 8)).toThrow(expect.objectContaining({ reason: 'TIME_REVERSED' }));
  });

  it('goes no further than a year in one step', () => {
    const sky = skyAt(9);
    expect(advanceSky(testNature, sky, 9 + MAX_ADVANCE_HOURS).sky.hour).toBe(9 + MAX_ADVANCE_HOURS);
    expect(() => advanceSky(testNature, sky, 10 + MAX_ADVANCE_HOURS)).toThrow(
      expect.objectContaining({ reason: 'ADVANCE_TOO_FAR' }),
    );
  });

  it('shows an override for its hours, then what nature would have done anyway', () => {
    const { sky, started, override } = addOverride(skyAt(10), order);
    expect(started).toEqual([override]);
    expect(shownWeather(sky)).toMatchObject({ state: 'BLOODRAIN', intensity: 0.9, override: { lifeState: 'ACTIVE' } });
    expect(sky.shown).toEqual({ state: 'BLOODRAIN', sinceHour: 10 });
    const later = advanceSky(testNature, sky, 12);
    expect(later.ended).toEqual([expect.objectContaining({ id: 'wov_1', lifeState: 'EXPIRED' })]);
    expect(later.records.map(({ isOverridden }) => isOverridden)).toEqual([true, true]);
    expect(later.sky.natural).toEqual(skyAt(12).natural);
    expect(later.sky.overrides).toEqual([]);
  });

  it('begins a scheduled override when its hour comes, and tells both ends of one it leaps over', () => {
    const { sky, started } = addOverride(skyAt(10), { ...order, fromGms: 13 * HOUR_GMS });
    expect(started).toEqual([]);
    expect(advanceSky(testNature, sky, 12).started).toEqual([]);
    expect(advanceSky(testNature, sky, 13).started).toHaveLength(1);
    const leapt = advanceSky(testNature, sky, 20);
    expect([leapt.started.length, leapt.ended.length]).toEqual([1, 1]);
    expect(leapt.records.filter(({ state }) => state === 'BLOODRAIN').map(({ hour }) => hour)).toEqual([13, 14]);
  });

  it('gives way to nature when an override is cleared', () => {
    const { sky } = addOverride(skyAt(10), order);
    const cleared = clearOverride(sky, 'wov_1', 2n);
    expect(cleared.ended).toEqual([expect.objectContaining({ lifeState: 'CLEARED' })]);
    expect(shownWeather(cleared.sky)).toMatchObject(skyAt(10).natural);
    expect(() => clearOverride(cleared.sky, 'wov_1', undefined)).toThrow(
      expect.objectContaining({ reason: 'OVERRIDE_NOT_FOUND' }),
    );
  });

  it('clears only the version that was asked for', () => {
    const { sky } = addOverride(skyAt(10), order);
    expect(() => clearOverride(sky, 'wov_1', 1n)).toThrow(expect.objectContaining({ code: 'VERSION_CONFLICT' }));
  });

  it('bears ten overrides and no more', () => {
    let sky = skyAt(1);
    for (let index = 0; index < MAX_OVERRIDES; index += 1) sky = addOverride(sky, { ...order, id: `wov_${index}` }).sky;
    expect(() => addOverride(sky, { ...order, id: 'one-more' })).toThrow(
      expect.objectContaining({ reason: 'TOO_MANY_OVERRIDES', retryable: false }),
    );
  });
});
