import type { Clock } from '@bodybroker/domain';
import type { Schedule } from './storage/schedule.js';
import type { ToldTime } from './storage/told-time.js';
import type { WorldClocks } from './storage/world-clocks.js';

/** Waits; resolves early when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** What the handlers and workers of this service are built from. */
export interface Deps {
  readonly clocks: WorldClocks;
  readonly toldTime: ToldTime;
  readonly schedule: Schedule;
  /** Real time. */
  readonly clock: Clock;
  readonly sleep: Sleep;
}
