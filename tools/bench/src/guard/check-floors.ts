import { errorsOf, ratioOf, type Figure, type Measurement } from '../measure/measurement.js';
import type { Floor } from './floors.js';

export interface Check {
  readonly name: string;
  readonly passed: boolean;
}

const FIGURES: Readonly<Record<Figure, string>> = {
  perSecond: 'requests a second',
  cpuMicros: 'CPU per request',
  busyP50Ms: 'p50 under saturation',
  busyP99Ms: 'p99 under saturation',
  p50Ms: 'p50 at a constant rate',
  p99Ms: 'p99 at a constant rate',
  alonePerSecond: 'one call at a time',
};

/** Holds the ratios of a run against their floors. What was not measured fails, and so does a run with errors. */
export function checkFloors(measurements: readonly Measurement[], floors: readonly Floor[]): readonly Check[] {
  const errors = errorsOf(measurements);
  return [
    ...floors.map(({ figure, paths, bound }) => {
      const seen = ratioOf(measurements, figure, paths) ?? NaN;
      const passed = 'atLeast' in bound ? seen >= bound.atLeast : seen <= bound.atMost;
      const wanted = 'atLeast' in bound ? `at least ${bound.atLeast}` : `at most ${bound.atMost}`;
      return { name: `${paths.join(' ÷ ')}, ${FIGURES[figure]}: ${seen.toFixed(2)}, ${wanted}`, passed };
    }),
    { name: `no errors: ${errors}`, passed: errors === 0 },
  ];
}

/** One line a check, and the sum as the last. */
export function renderChecks(checks: readonly Check[]): string {
  const passed = checks.filter((check) => check.passed).length;
  return [
    ...checks.map((check) => `${check.passed ? 'passed' : 'FAILED'}  ${check.name}`),
    `${passed} passed, ${checks.length - passed} failed`,
  ].join('\n');
}
