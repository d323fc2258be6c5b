import type { Climate, Matrix } from '../src/domain/climate.js';
import type { Nature } from '../src/domain/weather-chain.js';

const WARM: Matrix = {
  CLEAR: { CLEAR: 0.6, OVERCAST: 0.4 },
  OVERCAST: { CLEAR: 0.3, OVERCAST: 0.4, RAIN: 0.3 },
  RAIN: { OVERCAST: 0.4, RAIN: 0.4, STORM: 0.2 },
  STORM: { RAIN: 1 },
  SNOW: { OVERCAST: 1 },
};
const COLD: Matrix = { ...WARM, RAIN: { SNOW: 1 }, SNOW: { OVERCAST: 0.5, SNOW: 0.5 } };

/** A small climate: warm for three seasons, snow in the fourth; CLEAR never leads to STORM. */
export const testClimate: Climate = {
  SPRING: { matrix: WARM, tempMean: 10, tempSwing: 5 },
  SUMMER: { matrix: WARM, tempMean: 20, tempSwing: 6 },
  AUTUMN: { matrix: WARM, tempMean: 8, tempSwing: 4 },
  WINTER: { matrix: COLD, tempMean: -2, tempSwing: 3 },
};

export const testNature: Nature = {
  worldSeed: 'seed',
  worldId: 'main',
  regionId: 'bone-ward',
  climate: testClimate,
};
