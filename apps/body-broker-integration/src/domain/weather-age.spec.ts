import fc from 'fast-check';
import { MAX_TURNS, MILD, weatherAgeBetween, withTurn, type WeatherHistory } from './weather-age.js';

const turns = fc
  .array(fc.record({ gms: fc.nat(10_000), multiplier: fc.double({ min: 0.4, max: 2, noNaN: true }) }))
  .map((list) => list.reduce<WeatherHistory>(withTurn, MILD));

describe('weather age', () => {
  it('is time itself in mild weather', () => {
    expect(weatherAgeBetween(MILD, 100, 350)).toBe(250);
  });

  it('runs faster and slower as the weather turns', () => {
    const history = [
      { gms: 100, multiplier: 2 },
      { gms: 200, multiplier: 0.5 },
    ];
    expect(weatherAgeBetween(history, 0, 300)).toBe(100 + 200 + 50);
    expect(weatherAgeBetween(history, 150, 160)).toBe(20);
    expect(weatherAgeBetween(history, 250, 240)).toBe(0);
  });

  it('adds up: from a to b and from b to c is from a to c', () => {
    fc.assert(
      fc.property(turns, fc.nat(9000), fc.nat(3000), fc.nat(3000), (history, a, ab, bc) => {
        const whole = weatherAgeBetween(history, a, a + ab + bc);
        const parts = weatherAgeBetween(history, a, a + ab) + weatherAgeBetween(history, a + ab, a + ab + bc);
        expect(whole).toBeCloseTo(parts, 6);
      }),
    );
  });

  it('does not rewrite what is older than the last turn', () => {
    const history = withTurn([{ gms: 100, multiplier: 2 }], { gms: 50, multiplier: 0.5 });
    expect(history).toEqual([{ gms: 100, multiplier: 0.5 }]);
    expect(withTurn(history, { gms: 400, multiplier: 0.5 })).toBe(history);
  });

  it('forgets the oldest turns', () => {
    let history: WeatherHistory = MILD;
    for (let n = 0; n < MAX_TURNS + 5; n += 1) history = withTurn(history, { gms: n, multiplier: 1 + (n % 2) });
    expect(history).toHaveLength(MAX_TURNS);
    expect(history[0]?.gms).toBe(5);
  });
});
