import fc from 'fast-check';
import { HOUR_GMS, SPOILED_BELOW, decayFrom, freshnessAt, spoilsNotBefore } from './freshness.js';
import { MILD, withTurn, type WeatherHistory } from './weather-age.js';

const raw = { freshness: 100, sinceGms: 0, factor: 1 };
const HALF_LIFE = 12;

describe('freshness', () => {
  it('halves with each half-life in mild weather', () => {
    expect(freshnessAt(raw, HALF_LIFE, MILD, 12 * HOUR_GMS)).toBeCloseTo(50);
    expect(freshnessAt(raw, HALF_LIFE, MILD, 24 * HOUR_GMS)).toBeCloseTo(25);
    expect(freshnessAt(raw, HALF_LIFE, MILD, -5)).toBe(100);
  });

  it('falls slower on ice, faster in bad weather', () => {
    const iced = decayFrom(raw, HALF_LIFE, MILD, 0, 0.3);
    const storm = [{ gms: 0, multiplier: 1.5, version: 1 }];
    const at = 12 * HOUR_GMS;
    expect(freshnessAt(iced, HALF_LIFE, MILD, at)).toBeGreaterThan(freshnessAt(raw, HALF_LIFE, MILD, at));
    expect(freshnessAt(raw, HALF_LIFE, storm, at)).toBeLessThan(freshnessAt(raw, HALF_LIFE, MILD, at));
  });

  it('never rises, whatever the weather and however often it is preserved', () => {
    const weather = fc
      .array(
        fc.record({
          gms: fc.nat(500 * HOUR_GMS),
          multiplier: fc.double({ min: 0.4, max: 2, noNaN: true }),
          version: fc.nat(),
        }),
      )
      .map((list) => list.reduce<WeatherHistory>(withTurn, MILD));
    const steps = fc.array(fc.record({ hours: fc.nat(100), factor: fc.double({ min: 0.05, max: 1, noNaN: true }) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(weather, steps, (history, list) => {
        let decay = raw;
        let gms = 0;
        let before = 100;
        for (const { hours, factor } of list) {
          gms += hours * HOUR_GMS;
          const now = freshnessAt(decay, HALF_LIFE, history, gms);
          expect(now).toBeLessThanOrEqual(before + 1e-9);
          decay = decayFrom(decay, HALF_LIFE, history, gms, factor);
          expect(freshnessAt(decay, HALF_LIFE, history, gms)).toBeCloseTo(now, 9);
          before = now;
        }
      }),
    );
  });

  it('is not below the limit before the time it is looked at again', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 6, max: 100, noNaN: true }),
        fc.double({ min: 0.4, max: 2, noNaN: true }),
        (now, multiplier) => {
          const decay = { freshness: now, sinceGms: 0, factor: 1 };
          const at = spoilsNotBefore(now, decay, HALF_LIFE, 0);
          expect(at).toBeGreaterThanOrEqual(HOUR_GMS);
          if (at > HOUR_GMS) {
            const then = freshnessAt(decay, HALF_LIFE, [{ gms: 0, multiplier, version: 1 }], at - HOUR_GMS);
            expect(then).toBeGreaterThanOrEqual(SPOILED_BELOW - 1e-9);
          }
        },
      ),
    );
    expect(spoilsNotBefore(4, raw, HALF_LIFE, 77)).toBe(77);
  });
});
