import type { BodySize } from '../bodies/body-size.js';
import type { Measurement } from '../measure/measurement.js';
import type { StreamFigures } from '../measure/measure-streams.js';

/** All that one run found out. */
export interface Results {
  /** Day of the run, such as `2026-01-31`. */
  readonly date: string;
  readonly machine: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<'rounds' | 'seconds' | 'inFlight' | 'ratePerSecond', number>>;
  readonly measurements: readonly Measurement[];
  /** Absent where streams were not measured. */
  readonly streams?: StreamFigures;
  readonly bodies: readonly BodySize[];
}
