import { testClimate } from '../../test/test-climate.js';
import { airOf } from './air.js';
import { effectsOf } from './weather-effects.js';
import { WEATHER_STATES } from './weather-state.js';

const SUMMER_HOUR_0 = 90 * 24;

describe('the air', () => {
  it('is warmest at 15:00 and coldest at 03:00, around the mean of the season', () => {
    const temperatures = Array.from({ length: 24 }, (_, hour) => airOf(testClimate, hour, 'CLEAR', 0.5).temperatureC);
    expect(temperatures.indexOf(Math.max(...temperatures))).toBe(15);
    expect(temperatures.indexOf(Math.min(...temperatures))).toBe(3);
    expect(airOf(testClimate, 9, 'CLEAR', 0.5).temperatureC).toBeCloseTo(10 + 1.5);
    expect(airOf(testClimate, SUMMER_HOUR_0 + 9, 'CLEAR', 0.5).temperatureC).toBeCloseTo(20 + 1.5);
  });

  it('grows windier and dimmer with the intensity of a storm', () => {
    const [calm, wild] = [0, 1].map((intensity) => airOf(testClimate, 1, 'STORM', intensity));
    expect(wild?.windMps).toBeGreaterThan(calm?.windMps ?? 0);
    expect(wild?.visibilityM).toBeLessThan(calm?.visibilityM ?? 0);
  });

  it.each(WEATHER_STATES)('has sensible numbers for %s', (state) => {
    for (const intensity of [0, 0.5, 1]) {
      const { humidity, windMps, visibilityM } = airOf(testClimate, 1, state, intensity);
      expect(humidity).toBeGreaterThanOrEqual(0);
      expect(humidity).toBeLessThanOrEqual(1);
      expect(windMps).toBeGreaterThanOrEqual(0);
      expect(visibilityM).toBeGreaterThan(0);
    }
  });
});

describe('the effects of weather', () => {
  it('are a storm that spoils and slows, the more the wilder it is', () => {
    expect(effectsOf('STORM', 1)).toEqual({ decayMultiplier: 1.5, moveMultiplier: 0.6, scent: 0.1, dreadDelta: 2 });
    expect(effectsOf('STORM', 0).decayMultiplier).toBe(1.25);
  });

  it('are frost that keeps parts fresh', () => {
    expect(effectsOf('SNOW', 1).decayMultiplier).toBeLessThan(1);
  });
});
