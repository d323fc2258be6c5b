import type { Instrumentation } from '@bodybroker/telemetry';
import type { Logger } from '@bodybroker/telemetry';
import type { StartPosition } from '../event-log.js';

export interface ConsumerOptions {
  /** In whose name handlers act. */
  readonly service: string;
  readonly clock: { now(): number };
  /** Messages handled or waiting for their turn in this process at a time. Default 64. */
  readonly maxInFlight?: number;
  /** When a handler's signal aborts, in milliseconds. Default 60 000. */
  readonly handlerTimeoutMs?: number;
  /** Whether to make a durable that is not there. Default `never`: in production the topology declares it. */
  readonly create?: 'if-missing' | 'never';
  /** For a durable made here. Default `new`. */
  readonly start?: StartPosition;
  readonly instrumentation?: Instrumentation;
  readonly logger?: Logger;
}

/** `starting` until the durable was found, and again after each failure of the stream. */
export type ConsumerState = 'starting' | 'consuming' | 'stopping' | 'stopped';

export interface RunningConsumer {
  readonly durable: string;
  readonly state: ConsumerState;
  readonly inFlight: number;
  /**
   * Takes no more, hands back what was not begun, waits for running handlers up to `timeoutMs` (default 10 000), then
   * aborts them. Idempotent.
   */
  stop(options?: { readonly timeoutMs?: number }): Promise<void>;
}
