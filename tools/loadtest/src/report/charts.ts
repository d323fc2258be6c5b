import { lineChart, type Line, type Tick } from './line-chart.js';
import type { LoadReport } from './load-report.js';
import type { SeriesRow } from '../measure/time-series.js';

/** The charts of a report, as SVG. */
export function charts(report: LoadReport): readonly string[] {
  // What came in after the last request was due is in the numbers; drawn, it would look as if the rate had broken down.
  const drawn = { ...report, series: report.series.filter(({ atSeconds }) => atSeconds < report.measuredSeconds) };
  return [percentiles(report), latencies(drawn), throughput(drawn), errors(drawn)];
}

/** HdrHistogram's curve: the same room for each further nine. */
function percentiles({ curve }: LoadReport): string {
  const nines = (quantile: number): number => -Math.log10(1 - quantile);
  const last = curve.at(-1);
  const most = last === undefined ? 1 : nines(last.quantile);
  const ticks = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999]
    .filter((quantile) => nines(quantile) <= most + 0.001)
    .map((quantile): Tick => ({ at: nines(quantile), label: `${Number((quantile * 100).toFixed(4))} %` }));
  return lineChart({
    title: 'Latency by percentile, unary calls',
    xLabel: 'percentile',
    nameOfX: (x) => `${Number((100 - 100 * 10 ** -x).toFixed(4))} %`,
    yLabel: 'ms',
    yScale: 'log',
    xTicks: ticks,
    lines: [{ name: 'latency', className: 'p99', points: curve.map(({ quantile, ms }) => [nines(quantile), ms]) }],
  });
}

function latencies(report: LoadReport): string {
  const axis = overTime(report);
  const timed = { ...report, series: report.series.filter(({ maxMs }) => maxMs > 0) };
  return lineChart({
    ...axis,
    title: 'Latency over time, by when a call was due',
    yLabel: 'ms',
    yScale: 'log',
    lines: [
      line(timed, 'p50', 'p50', ({ p50Ms }) => p50Ms),
      line(timed, 'p99', 'p99', ({ p99Ms }) => p99Ms),
      line(timed, 'max', 'max', ({ maxMs }) => maxMs),
    ],
  });
}

function throughput(report: LoadReport): string {
  const { stretchSeconds } = report;
  return lineChart({
    ...overTime(report),
    title: 'Offered and answered',
    yLabel: 'per second',
    lines: [
      line(report, 'offered', 'offered', ({ offered }) => offered / stretchSeconds),
      line(report, 'answered', 'p50', ({ answered }) => answered / stretchSeconds),
    ],
  });
}

function errors(report: LoadReport): string {
  const { stretchSeconds } = report;
  return lineChart({
    ...overTime(report),
    title: 'Errors',
    yLabel: 'per second',
    lines: [line(report, 'failed', 'failed', ({ failed }) => failed / stretchSeconds)],
  });
}

function line({ series }: LoadReport, name: string, className: string, value: (row: SeriesRow) => number): Line {
  return { name, className, points: series.map((row) => [row.atSeconds, value(row)]) };
}

function overTime({ series, stretchSeconds }: LoadReport): {
  readonly nameOfX: (x: number) => string;
  readonly xLabel: string;
  readonly xTicks: readonly Tick[];
} {
  const last = series.at(-1)?.atSeconds ?? 0;
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].find((seconds) => last / seconds <= 10) ?? 7200;
  const xTicks = Array.from({ length: Math.floor(last / step) + 1 }, (_, n) => ({
    at: n * step,
    label: String(n * step),
  }));
  const unit = stretchSeconds === 1 ? '' : `, ${stretchSeconds} s a point`;
  const nameOfX = (x: number): string => `${x} s`;
  return { nameOfX, xLabel: `seconds since the warm-up${unit}`, xTicks };
}
