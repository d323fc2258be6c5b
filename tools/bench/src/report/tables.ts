import { errorsOf, spreadOfFigure, type Figure, type Measurement } from '../measure/measurement.js';
import { aimsOf, isMet, type Aim } from './aims.js';
import { markdownTable } from './markdown-table.js';
import type { Results } from './results.js';

const BYTES_PER_MIB = 2 ** 20;
const BYTES_PER_MB = 1e6;

/** What each path does under saturation: median (least–most) of the rounds. */
export function saturationTable({ measurements }: Results): string {
  return markdownTable(
    ['path', 'req/s', 'CPU µs/request', 'p50 ms', 'p99 ms', 'errors'],
    byRate(measurements).map((path) => [
      path.name,
      cell(path, 'perSecond', 0),
      cell(path, 'cpuMicros', 0),
      cell(path, 'busyP50Ms', 2),
      cell(path, 'busyP99Ms', 2),
      String(errorsOf([path])),
    ]),
  );
}

/** Latency at a constant rate, from when a request was due. */
export function latencyTable({ measurements }: Results): string {
  return markdownTable(
    ['path', 'p50 ms', 'p99 ms'],
    measurements
      .filter((path) => spreadOfFigure(path, 'p50Ms') !== undefined)
      .map((path) => [path.name, cell(path, 'p50Ms', 2), cell(path, 'p99Ms', 2)]),
  );
}

/** Calls a second of a client with one under way at a time. */
export function aloneTable({ measurements }: Results): string {
  return markdownTable(
    ['path', 'calls/s'],
    measurements
      .filter((path) => spreadOfFigure(path, 'alonePerSecond') !== undefined)
      .map((path) => [path.name, cell(path, 'alonePerSecond', 0)]),
  );
}

export function memoryTable({ measurements }: Results): string {
  return markdownTable(
    ['path', 'memory (RSS) after the last round, MiB'],
    measurements.map(({ name, rssBytes }) => [
      name,
      Object.entries(rssBytes)
        .map(([process, bytes]) => `${process} ${Math.round(bytes / BYTES_PER_MIB)}`)
        .join(', '),
    ]),
  );
}

export function aimsTable(results: Results): string {
  return markdownTable(
    ['what', 'aim', 'seen', 'met'],
    aimsOf(results).map((aim) => [aim.name, wanted(aim), seen(aim), verdict(aim)]),
  );
}

export function streamsTable({ streams }: Results): string {
  if (streams === undefined) return '';
  const rate = (value: number): string => String(Math.round(value));
  const grown = Object.entries(streams.stalled.byProcess).map(
    ([name, bytes]) => `${name} ${(bytes / BYTES_PER_MB).toFixed(1)} MB`,
  );
  return markdownTable(
    ['stream', 'seen'],
    [
      ['event stream (SSE) through gateway and service, events/s', rate(streams.sseEventsPerSecond)],
      ['SDK to service with its credit window, messages/s', rate(streams.windowed)],
      ['SDK to service without, messages/s', rate(streams.unbounded)],
      ['memory that grew while a reader took nothing', grown.join(', ')],
    ],
  );
}

export function bodiesTable({ bodies }: Results): string {
  return markdownTable(
    ['message', 'JSON bytes', 'protobuf bytes', 'protobuf ÷ JSON', 'both compressed', 'large or frequent'],
    bodies.map((body) => [
      body.message,
      String(body.jsonBytes),
      String(body.protobufBytes),
      (body.protobufBytes / body.jsonBytes).toFixed(2),
      (body.protobufGzipBytes / body.jsonGzipBytes).toFixed(2),
      body.isLargeOrFrequent ? 'yes' : 'no',
    ]),
  );
}

function byRate(measurements: readonly Measurement[]): readonly Measurement[] {
  const rate = (path: Measurement): number => spreadOfFigure(path, 'perSecond')?.median ?? 0;
  return measurements.toSorted((a, b) => rate(b) - rate(a));
}

function cell(path: Measurement, figure: Figure, digits: number): string {
  const spread = spreadOfFigure(path, figure);
  if (spread === undefined) return '';
  const { min, median, max } = spread;
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

function wanted({ wanted: bound, unit }: Aim): string {
  return 'atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}${unit === undefined ? '' : ` ${unit}`}`;
}

function seen({ seen: value, unit }: Aim): string {
  if (value === undefined) return 'not measured';
  return `${value.toFixed(2)}${unit === undefined ? '' : ` ${unit}`}`;
}

function verdict(aim: Aim): string {
  const met = isMet(aim);
  return met === undefined ? '' : met ? 'yes' : 'no';
}
