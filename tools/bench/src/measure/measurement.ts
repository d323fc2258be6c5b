import { medianOf, spreadOf, type Spread } from '../report/statistics.js';
import type { PathName } from '../stand/subject.js';

/** What one round saw of one path. */
export interface Round {
  readonly perSecond: number;
  /** CPU of all processes that do the work, per request, in microseconds. */
  readonly cpuMicros: number;
  /** Latency under saturation. */
  readonly busyP50Ms: number;
  readonly busyP99Ms: number;
  readonly errors: number;
  /** Latency at a constant rate, from when a request was due; of HTTP paths. */
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  /** Calls a second with one under way at a time; of clients. */
  readonly alonePerSecond?: number;
}

export type Figure = Exclude<keyof Round, 'errors'>;

export interface Measurement {
  readonly name: PathName;
  /** The same number for each path, measured in turn. */
  readonly rounds: readonly Round[];
  /** Memory after the last round, by process. */
  readonly rssBytes: Readonly<Record<string, number>>;
}

/** Undefined when the path was not measured so. */
export function spreadOfFigure({ rounds }: Measurement, figure: Figure): Spread | undefined {
  const values = rounds.map((round) => round[figure]).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : spreadOf(values);
}

/** How two paths compare: the median of the ratios of each round. Undefined unless both were measured. */
export function ratioOf(
  measurements: readonly Measurement[],
  figure: Figure,
  [over, under]: readonly [PathName, PathName],
): number | undefined {
  const [top, bottom] = [over, under].map((name) => measurements.find((each) => each.name === name)?.rounds);
  if (top === undefined || bottom === undefined) return undefined;
  const ratios = top.flatMap((round, index) => {
    const [a, b] = [round[figure], bottom[index]?.[figure]];
    return a === undefined || b === undefined || b === 0 ? [] : [a / b];
  });
  return ratios.length === 0 ? undefined : medianOf(ratios);
}

export function errorsOf(measurements: readonly Measurement[]): number {
  return measurements.flatMap(({ rounds }) => rounds).reduce((sum, { errors }) => sum + errors, 0);
}
