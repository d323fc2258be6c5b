import fc from 'fast-check';
import { MAX_TURNS, MILD, weatherAgeBetween, withTurn, type WeatherHistory } from './weather-age.js';

const turns = fc
  .array(
    fc.record({ gms: fc.nat(10_000), multiplier: fc.double({ min: 0.4, max: 2, noNaN: true }), version: fc.nat() }),
  )
  .map((list) => list.reduce<WeatherHistory>(withTurn, MILD));

describe('weather age', () => {
  it('is time itself in mild weather', () => {
    expect(weatherAgeBetween(MILD, 100, 350)).toBe(250);
  });

  it('runs faster and slower as the weather turns', () => {
    const history = [
      { gms: 100, multiplier: 2, version: 1 },
      { gms: 200, multiplier: 0.5, version: 2 },
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

  it('puts a turn that comes late, or again, in its place and leaves the newest one as it is', () => {
    const [early, late] = [
      { gms: 50, multiplier: 0.5, version: 1 },
      { gms: 100, multiplier: 2, version: 4 },
    ];
    const history = [early, late].reduce<WeatherHistory>(withTurn, MILD);
    expect(history).toEqual([early, late]);
    expect(withTurn(history, early)).toBe(history);
    expect(withTurn([late], early)).toEqual(history);
  });

  it('holds of one time what was said last, in whatever order it is heard', () => {
    const nature = { gms: 100, multiplier: 1.2, version: 3 };
    const cover = { gms: 100, multiplier: 2, version: 4 };
    expect([nature, cover].reduce<WeatherHistory>(withTurn, MILD)).toEqual([cover]);
    expect([cover, nature].reduce<WeatherHistory>(withTurn, MILD)).toEqual([cover]);
  });

  it('is the same whatever the order in which it was heard', () => {
    const said = fc.uniqueArray(fc.record({ gms: fc.nat(20), version: fc.nat(50) }), {
      selector: ({ version }) => version,
    });
    fc.assert(
      fc.property(
        said.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        (orders) => {
          const [one, other] = orders.map((list) =>
            list.map((each) => ({ ...each, multiplier: each.version })).reduce<WeatherHistory>(withTurn, MILD),
          );
          expect(one).toEqual(other);
        },
      ),
    );
  });

  it('forgets the oldest turns', () => {
    let history: WeatherHistory = MILD;
    for (let n = 0; n < MAX_TURNS + 5; n += 1) history = withTurn(history, { gms: n, multiplier: 1, version: n });
    expect(history).toHaveLength(MAX_TURNS);
    expect(history[0]?.gms).toBe(5);
    expect(withTurn(history, { gms: 4, multiplier: 2, version: 999 })).toBe(history);
  });
});
