import { overrideIdOf, regionOfOverride } from './override-id.js';

describe('the id of an override', () => {
  it.each(['bone-ward', 'old_quarter.2'])('tells its region, %s', (regionId) => {
    expect(regionOfOverride(overrideIdOf(regionId, 17n))).toBe(regionId);
  });

  it.each(['', 'wov_', 'wov_1', 'bone-ward_1'])('is not "%s"', (id) => {
    expect(regionOfOverride(id)).toBeUndefined();
  });
});
