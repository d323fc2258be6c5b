import type { BodySize } from './body-sizes.js';
import type { Measurement } from './run-rounds.js';
import type { Spread } from './statistics.js';

export interface BenchReport {
  readonly machine: Readonly<Record<string, string | number>>;
  readonly settings: Readonly<Record<string, number>>;
  readonly measurements: readonly Measurement[];
  readonly ratios: Readonly<Record<string, number>>;
  readonly bodies: readonly BodySize[];
}

/** The report as text tables. */
export function renderReport(report: BenchReport): string {
  const rows = report.measurements.map((m) => [
    m.name,
    spread(m.perSecond, 0),
    spread(m.cpuMicros, 0),
    spread(m.p50Ms, 2),
    spread(m.p99Ms, 2),
    Object.entries(m.rssBytes)
      .map(([name, bytes]) => `${name} ${Math.round(bytes / 2 ** 20)}`)
      .join(', '),
    String(m.errors),
  ]);
  const bodies = report.bodies.map((b) => [
    b.message,
    String(b.jsonBytes),
    String(b.protobufBytes),
    (b.protobufBytes / b.jsonBytes).toFixed(2),
    (b.protobufGzipBytes / b.jsonGzipBytes).toFixed(2),
  ]);
  return [
    table(
      [
        'path',
        `req/s at ${report.settings['inFlight']} in flight`,
        'CPU µs/req',
        'p50 ms',
        'p99 ms',
        'RSS MiB',
        'errors',
      ],
      rows,
    ),
    `p50 and p99 at ${report.settings['ratePerSecond']} requests/s; median (min–max) of ${report.settings['rounds']} rounds`,
    '',
    table(
      ['ratio', ''],
      Object.entries(report.ratios).map(([name, value]) => [name, value.toFixed(2)]),
    ),
    '',
    table(['message', 'JSON bytes', 'protobuf bytes', 'ratio', 'gzipped'], bodies),
  ].join('\n');
}

function spread({ min, median, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
