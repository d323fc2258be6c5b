import type { Climate, Matrix } from './climate.js';
import { checkClimate } from './climate.js';
import { SEASONS } from './game-hour.js';

const MATRIX: Matrix = {
  CLEAR: { CLEAR: 0.7, RAIN: 0.3 },
  RAIN: { CLEAR: 0.5, RAIN: 0.5 },
};

function climateWith(winter: Matrix): Climate {
  const season = { matrix: MATRIX, tempMean: 10, tempSwing: 5 };
  return { SPRING: season, SUMMER: season, AUTUMN: season, WINTER: { ...season, matrix: winter } };
}

const refusal = (details: object): Error =>
  expect.objectContaining({ reason: 'BAD_MATRIX', details: expect.objectContaining(details) as object }) as Error;

describe('a climate', () => {
  it('is fine when every row adds up', () => {
    expect(() => checkClimate(climateWith(MATRIX))).not.toThrow();
    expect(SEASONS).toHaveLength(4);
  });

  it('is refused for a row that does not add up, with season, row and sum', () => {
    const bad = climateWith({ ...MATRIX, RAIN: { CLEAR: 0.5, RAIN: 0.4 } });
    expect(() => checkClimate(bad)).toThrow(refusal({ season: 'WINTER', row: 'RAIN', sum: '0.9' }));
  });

  it('may be off by rounding', () => {
    expect(() => checkClimate(climateWith({ ...MATRIX, RAIN: { CLEAR: 0.3333333, RAIN: 0.6666666 } }))).not.toThrow();
  });

  it('is refused for a probability below 0, even when the row adds up', () => {
    const bad = climateWith({ ...MATRIX, RAIN: { CLEAR: 1.5, RAIN: -0.5 } });
    expect(() => checkClimate(bad)).toThrow(refusal({ row: 'RAIN' }));
  });

  it('is refused when it lets blood rain by nature', () => {
    const bad = climateWith({ ...MATRIX, RAIN: { RAIN: 0.5, BLOODRAIN: 0.5 } });
    expect(() => checkClimate(bad)).toThrow(refusal({ row: 'RAIN' }));
  });

  it('is refused when a season does not know a state that another one leads to', () => {
    const bad = climateWith({ CLEAR: { CLEAR: 1 } });
    expect(() => checkClimate(bad)).toThrow(refusal({ season: 'WINTER', row: 'RAIN', sum: '0' }));
  });
});
