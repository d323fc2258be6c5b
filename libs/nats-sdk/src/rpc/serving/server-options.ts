import type { LoadShedderOptions } from '@bodybroker/resilience';
import type { Instrumentation } from '@bodybroker/telemetry';
import type { Logger } from '@bodybroker/telemetry';
import type { StreamOptions } from '../streaming/stream-options.js';

/** How many calls of one endpoint may wait beside those in flight, and how long. */
export type ShedderLimits = Omit<LoadShedderOptions, 'maxInFlight'>;

export interface ServerOptions {
  /** Service name, such as `quest-system`: the queue group, and the name in discovery. */
  readonly name: string;
  /** Semantic version of the service. */
  readonly version: string;
  /** Unique among the instances of the service; letters, digits, `-` and `_`. */
  readonly instance: string;
  readonly description?: string;
  /** Shown in discovery. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
  readonly instrumentation?: Instrumentation;
  /** Default: 64 waiting calls, 100 ms. */
  readonly shedding?: ShedderLimits;
  /** Largest request and answer in bytes, whatever the message server's own limit. Default 8 MiB. */
  readonly maxMessageBytes?: number;
  readonly stream?: Partial<StreamOptions>;
}

export const DEFAULT_SHEDDING: ShedderLimits = { maxQueue: 64, maxWaitMs: 100 };
