import type { Measurement } from '../measure/measurement.js';
import { PATH, type PathName } from '../stand/subject.js';
import { checkFloors, renderChecks } from './check-floors.js';
import { FLOORS, type Floor } from './floors.js';

function measured(name: PathName, perSecond: number, cpuMicros: number, errors = 0): Measurement {
  return { name, rssBytes: {}, rounds: [{ perSecond, cpuMicros, busyP50Ms: 1, busyP99Ms: 1, errors }] };
}

const paths = [PATH.gateway, PATH.hono] as const;
const floors: readonly Floor[] = [
  { figure: 'perSecond', paths, bound: { atLeast: 0.5 } },
  { figure: 'cpuMicros', paths, bound: { atMost: 2 } },
];

describe('the guard', () => {
  it('lets pass what is on its floor, and not what is below', () => {
    const passed = (gateway: Measurement): readonly boolean[] =>
      checkFloors([gateway, measured(PATH.hono, 100, 10)], floors).map((check) => check.passed);
    expect(passed(measured(PATH.gateway, 50, 20))).toEqual([true, true, true]);
    expect(passed(measured(PATH.gateway, 49, 20))).toEqual([false, true, true]);
    expect(passed(measured(PATH.gateway, 50, 21))).toEqual([true, false, true]);
    expect(passed(measured(PATH.gateway, 50, 20, 1))).toEqual([true, true, false]);
  });

  it('fails what was not measured', () => {
    expect(checkFloors([measured(PATH.hono, 1, 1)], floors).map((check) => check.passed)).toEqual([false, false, true]);
  });

  it('says in its last line how many passed and failed', () => {
    const text = renderChecks(checkFloors([measured(PATH.gateway, 49, 20), measured(PATH.hono, 100, 10)], floors));
    expect(text).toMatch(/^FAILED {2}gateway, player token ÷ bare Hono, requests a second: 0\.49, at least 0\.5$/m);
    expect(text.split('\n').at(-1)).toBe('2 passed, 1 failed');
  });

  it('holds ratios only, never times of one path', () => {
    for (const {
      paths: [over, under],
    } of FLOORS)
      expect(over).not.toBe(under);
  });
});
