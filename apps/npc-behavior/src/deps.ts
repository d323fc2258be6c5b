import type { Clock } from '@bodybroker/domain';
import type { Notes } from './storage/notes.js';

/** What the handlers of this service are built from. */
export interface Deps {
  readonly notes: Notes;
  readonly clock: Clock;
}
