import type { Clock, Sleep } from '@bodybroker/domain';
import type { WorldConditions } from './domain/world-conditions.js';
import type { WorldFile } from './domain/world-file.js';
import type { ChangeLog } from './storage/change-log.js';
import type { Checkpoints } from './storage/checkpoints.js';
import type { Worlds } from './storage/worlds.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly worlds: Worlds;
  readonly log: ChangeLog;
  readonly checkpoints: Checkpoints;
  readonly conditions: WorldConditions;
  /** Where players are before they move. */
  readonly startLocationId: string;
  /** A world file of the service's own content, or one from JSON text; throws DomainError where it is none. */
  readonly worldFiles: {
    readonly named: (name: string) => WorldFile;
    readonly parse: (json: string) => WorldFile;
  };
  readonly clock: Clock;
  readonly sleep: Sleep;
}
