import fc from 'fast-check';
import { testClimate } from '../../test/test-climate.js';
import { forecast, likeliest, likeliestOverall } from './forecast.js';
import { HOUR_GMS } from './game-hour.js';
import { scheduleOverride, type OverrideOrder } from './weather-override.js';

const order: OverrideOrder = {
  id: 'wov_1',
  state: 'BLOODRAIN',
  intensity: 1,
  priority: 0,
  reason: '',
  isForeseen: true,
  fromGms: 12 * HOUR_GMS,
  durationGms: 2 * HOUR_GMS,
};

const total = (probabilities: object): number =>
  Object.values(probabilities).reduce((sum: number, p: number) => sum + p, 0);

describe('a forecast', () => {
  it('is the row of the matrix for the next hour, and its product with the matrix for the one after', () => {
    const [first, second] = forecast(testClimate, { hour: 10, state: 'CLEAR' }, [], 2);
    expect(first).toEqual({ hour: 11, probabilities: { CLEAR: 0.6, OVERCAST: 0.4 } });
    expect(second?.probabilities.CLEAR).toBeCloseTo(0.6 * 0.6 + 0.4 * 0.3);
    expect(second?.probabilities.OVERCAST).toBeCloseTo(0.6 * 0.4 + 0.4 * 0.4);
    expect(second?.probabilities.RAIN).toBeCloseTo(0.4 * 0.3);
  });

  it('adds up to 1 in each hour, from any state, also over the turn of a season', () => {
    const states = fc.constantFrom('CLEAR', 'OVERCAST', 'RAIN', 'STORM', 'SNOW', 'FOG');
    fc.assert(
      fc.property(states, fc.integer({ min: 0, max: 8640 }), (state, hour) => {
        const points = forecast(testClimate, { hour, state }, [], 72);
        expect(points).toHaveLength(72);
        for (const { probabilities } of points) expect(total(probabilities)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('knows overrides that are foreseen, and no others', () => {
    const hours = (isForeseen: boolean): readonly number[] =>
      forecast(testClimate, { hour: 10, state: 'CLEAR' }, [scheduleOverride({ ...order, isForeseen }, 10)], 5)
        .filter(({ probabilities }) => probabilities.BLOODRAIN === 1)
        .map(({ hour }) => hour);
    expect(hours(true)).toEqual([12, 13]);
    expect(hours(false)).toEqual([]);
  });

  it('names the likeliest state of an hour and of all hours', () => {
    expect(likeliest({ RAIN: 0.2, FOG: 0.5, SNOW: 0.3 })).toBe('FOG');
    const share = (hour: number, clear: number): { hour: number; probabilities: { CLEAR: number; RAIN: number } } => ({
      hour,
      probabilities: { CLEAR: clear, RAIN: 1 - clear },
    });
    expect(likeliestOverall([share(1, 1), share(2, 0.2), share(3, 0.2)])).toBe('RAIN');
  });
});
