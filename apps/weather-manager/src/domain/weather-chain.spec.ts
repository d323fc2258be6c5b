import { testNature } from '../../test/test-climate.js';
import { seasonOfHour } from './game-hour.js';
import { originWeather, stepWeather, type NaturalWeather, type Nature } from './weather-chain.js';

function walk(nature: Nature, hours: number): readonly NaturalWeather[] {
  const weather = [originWeather(nature)];
  for (let hour = 1; hour <= hours; hour += 1)
    weather.push(stepWeather(nature, weather[hour - 1] ?? originWeather(nature), hour));
  return weather;
}

describe('the weather chain', () => {
  it('is the same for one seed, and another for another seed, region or world', () => {
    const states = (nature: Nature): string =>
      walk(nature, 100)
        .map(({ state }) => state)
        .join();
    expect(states(testNature)).toBe(states({ ...testNature }));
    expect(states({ ...testNature, worldSeed: 'other' })).not.toBe(states(testNature));
    expect(states({ ...testNature, regionId: 'ash-ward' })).not.toBe(states(testNature));
    expect(states({ ...testNature, worldId: 'other' })).not.toBe(states(testNature));
  });

  it('takes only steps the matrix of the season allows, about as often as it says', () => {
    const weather = walk(testNature, 8640);
    const fromClear = { CLEAR: 0, OVERCAST: 0 };
    weather.slice(1).forEach(({ state }, index) => {
      const before = weather[index]?.state ?? 'CLEAR';
      expect(testNature.climate[seasonOfHour(index + 1)].matrix[before]?.[state]).toBeGreaterThan(0);
      if (before === 'CLEAR') fromClear[state as keyof typeof fromClear] += 1;
    });
    expect(fromClear.CLEAR / (fromClear.CLEAR + fromClear.OVERCAST)).toBeCloseTo(0.6, 1);
  });

  it('keeps intensity between 0 and 1, moving a little each hour', () => {
    const weather = walk(testNature, 2000).map(({ intensity }) => intensity);
    expect(Math.min(...weather)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...weather)).toBeLessThanOrEqual(1);
    expect(Math.max(...weather) - Math.min(...weather)).toBeGreaterThan(0.6);
    weather
      .slice(1)
      .forEach((intensity, index) => expect(Math.abs(intensity - (weather[index] ?? 0))).toBeLessThan(0.36));
  });

  it('goes on where the climate does not know the state it finds', () => {
    expect(stepWeather(testNature, { state: 'FOG', intensity: 0.5 }, 5).state).toMatch(/CLEAR|OVERCAST/);
  });
});
