import { PATH, type PathName } from '../stand/subject.js';
import { errorsOf, ratioOf, spreadOfFigure, type Measurement } from './measurement.js';

function measured(name: PathName, perSecond: readonly number[], errors = 0): Measurement {
  const round = { cpuMicros: 1, busyP50Ms: 1, busyP99Ms: 1, errors };
  return { name, rssBytes: {}, rounds: perSecond.map((value) => ({ ...round, perSecond: value })) };
}

describe('a comparison of two paths', () => {
  it('takes the median of the ratios of each round, so that a slow moment that hits both changes nothing', () => {
    const measurements = [measured(PATH.gateway, [60, 6, 30]), measured(PATH.hono, [100, 10, 40])];
    expect(ratioOf(measurements, 'perSecond', [PATH.gateway, PATH.hono])).toBeCloseTo(0.6);
  });

  it('is none when one of them, or the figure, was not measured', () => {
    const measurements = [measured(PATH.gateway, [60])];
    expect(ratioOf(measurements, 'perSecond', [PATH.gateway, PATH.hono])).toBeUndefined();
    expect(ratioOf(measurements, 'p50Ms', [PATH.gateway, PATH.gateway])).toBeUndefined();
    expect(
      ratioOf([measured(PATH.hono, [0]), ...measurements], 'perSecond', [PATH.gateway, PATH.hono]),
    ).toBeUndefined();
  });

  it('sums errors and spreads figures over rounds', () => {
    const path = measured(PATH.gateway, [3, 1, 2], 2);
    expect(errorsOf([path, path])).toBe(12);
    expect(spreadOfFigure(path, 'perSecond')).toEqual({ min: 1, median: 2, max: 3 });
    expect(spreadOfFigure(path, 'alonePerSecond')).toBeUndefined();
  });
});
