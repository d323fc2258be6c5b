import { spreadOfFigure, type Figure } from '../measure/measurement.js';
import { PATH } from '../stand/subject.js';
import { barChart } from './bar-chart.js';
import type { Results } from './results.js';

interface Chart {
  readonly figure: Figure;
  readonly title: string;
  readonly digits: number;
  readonly best: 'most' | 'least';
}

/** The charts of a run, of HTTP paths, the best first: file name to SVG. */
export function chartsOf(results: Results): ReadonlyMap<string, string> {
  const { inFlight } = results.settings;
  const charts: readonly (readonly [string, Chart])[] = [
    [
      'throughput.svg',
      { figure: 'perSecond', title: `Requests per second, ${inFlight} in flight`, digits: 0, best: 'most' },
    ],
    [
      'cpu.svg',
      { figure: 'cpuMicros', title: 'CPU of all processes per request, µs (less is better)', digits: 0, best: 'least' },
    ],
    [
      'p99.svg',
      { figure: 'busyP99Ms', title: `p99 with ${inFlight} in flight, ms (less is better)`, digits: 1, best: 'least' },
    ],
  ];
  return new Map(charts.map(([file, chart]) => [file, draw(results, chart)]));
}

function draw({ measurements }: Results, { figure, title, digits, best }: Chart): string {
  const bars = measurements
    .filter(({ name }) => name !== PATH.raw && name !== PATH.sdk)
    .map((path) => ({
      label: path.name,
      value: spreadOfFigure(path, figure)?.median ?? 0,
      isOurs: path.name.startsWith('gateway'),
    }))
    .toSorted((a, b) => (best === 'most' ? b.value - a.value : a.value - b.value));
  return barChart(title, bars, { digits });
}
