import type { Measurement } from '../measure/measurement.js';
import { PATH, type PathName } from '../stand/subject.js';
import { aimsOf, isMet } from './aims.js';
import { barChart } from './bar-chart.js';
import { markdownTable } from './markdown-table.js';
import type { Results } from './results.js';
import { medianOf, spreadOf } from './statistics.js';

function measured(name: PathName, perSecond: number, cpuMicros: number, busyP99Ms: number): Measurement {
  return { name, rssBytes: {}, rounds: [{ perSecond, cpuMicros, busyP50Ms: 1, busyP99Ms, errors: 0 }] };
}

const results: Results = {
  date: '2026-01-31',
  machine: {},
  versions: {},
  settings: { rounds: 1, seconds: 1, inFlight: 64, ratePerSecond: 200 },
  bodies: [],
  measurements: [
    measured(PATH.gateway, 60, 40, 3),
    measured(PATH.hono, 100, 10, 1),
    measured(PATH.nestjs, 20, 100, 4),
    measured(PATH.moleculer, 40, 80, 10),
  ],
};

describe('a report', () => {
  it('takes medians of odd and even numbers of rounds', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
    expect(medianOf([4, 1, 2, 30])).toBe(3);
    expect(medianOf([])).toBe(0);
  });

  it('holds what was seen against the aims, and the gateway against the best peer in each figure', () => {
    const aims = new Map(aimsOf(results).map((aim) => [aim.name, aim]));
    const look = (name: string) => {
      const aim = aims.get(name);
      return aim && [aim.seen, isMet(aim)];
    };
    expect(look('gateway ÷ bare Hono, req/s')).toEqual([0.6, true]);
    expect(look(`gateway ÷ ${PATH.moleculer}, req/s`)).toEqual([1.5, false]);
    expect(look('CPU per request ÷ best NATS peer')).toEqual([0.5, true]);
    expect(look('p99 under saturation ÷ best NATS peer')).toEqual([0.75, false]);
    expect(look(`gateway ÷ ${PATH.grpc}, req/s`)).toEqual([undefined, undefined]);
  });

  it('draws one bar for each value and escapes labels', () => {
    const svg = barChart('req/s', [
      { label: 'a<b', value: 10 },
      { label: 'c', value: 5 },
    ]);
    expect(svg.match(/<rect /g)).toHaveLength(3);
    expect(svg).toContain('a&lt;b');
  });

  it('sets columns of numbers to the right', () => {
    expect(
      markdownTable(
        ['name', 'ms'],
        [
          ['a', '1.00'],
          ['bcdef', '10.00'],
        ],
      ),
    ).toBe(['| name  |    ms |', '| ----- | ----: |', '| a     |  1.00 |', '| bcdef | 10.00 |'].join('\n'));
  });
});
