import { HOUR_GMS } from './game-hour.js';
import {
  MAX_OVERRIDE_GMS,
  OVERRIDE_TRANSITIONS,
  overrideAt,
  scheduleOverride,
  transition,
  type OverrideOrder,
  type WeatherOverride,
} from './weather-override.js';

const order: OverrideOrder = {
  id: 'wov_1',
  state: 'STORM',
  intensity: 1,
  priority: 0,
  reason: 'beat',
  isForeseen: false,
  fromGms: undefined,
  durationGms: 2 * HOUR_GMS,
};
const hours = ({ fromHour, untilHour }: WeatherOverride): readonly number[] => [fromHour, untilHour];

describe('an override', () => {
  it('begins with the present hour when no time is named', () => {
    expect(hours(scheduleOverride(order, 10))).toEqual([10, 12]);
  });

  it.each([
    [10.5, 2, [10, 12]],
    [12, 0.25, [12, 13]],
    [10.9, 0.2, [10, 11]],
  ])('from hour %d for %d hours covers %j', (from, duration, expected) => {
    const timed = { ...order, fromGms: from * HOUR_GMS, durationGms: duration * HOUR_GMS };
    expect(hours(scheduleOverride(timed, 10))).toEqual(expected);
  });

  it('is refused when over 14 days long or over already', () => {
    expect(() => scheduleOverride({ ...order, durationGms: MAX_OVERRIDE_GMS + 1 }, 0)).toThrow(
      expect.objectContaining({ reason: 'OVERRIDE_TOO_LONG' }),
    );
    expect(() => scheduleOverride({ ...order, fromGms: 7 * HOUR_GMS }, 10)).toThrow(
      expect.objectContaining({ reason: 'OVERRIDE_PAST' }),
    );
  });

  it('lives by its table, and ends for good', () => {
    expect(OVERRIDE_TRANSITIONS.EXPIRED).toEqual({});
    expect(OVERRIDE_TRANSITIONS.CLEARED).toEqual({});
    const active = transition(scheduleOverride(order, 1), 'begin');
    expect(active).toMatchObject({ lifeState: 'ACTIVE', version: 2 });
    expect(active && transition(active, 'begin')).toBeUndefined();
    expect(active && transition(active, 'clear')).toMatchObject({ lifeState: 'CLEARED', version: 3 });
  });

  it('wins by priority, then by being the newest', () => {
    const make = (id: string, priority: number): WeatherOverride => scheduleOverride({ ...order, id, priority }, 5);
    const all = [make('low', 0), make('high', 5), make('high-newer', 5), make('lower', -1)];
    expect(overrideAt(all, 5)?.id).toBe('high-newer');
    expect(overrideAt(all, 7)).toBeUndefined();
  });
});
