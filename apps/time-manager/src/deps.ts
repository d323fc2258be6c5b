import type { Clock, Sleep } from '@bodybroker/domain';
import type { Schedule } from './storage/schedule.js';
import type { ToldTime } from './storage/told-time.js';
import type { WorldClocks } from './storage/world-clocks.js';

/** What the handlers and workers of this service are built from. */
export interface Deps {
  readonly clocks: WorldClocks;
  readonly toldTime: ToldTime;
  readonly schedule: Schedule;
  /** Real time. */
  readonly clock: Clock;
  readonly sleep: Sleep;
}
