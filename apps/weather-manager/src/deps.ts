import type { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import type { Sleep } from '@bodybroker/domain';
import type { Client } from '@bodybroker/nats-sdk';
import type { Regions } from './domain/region.js';
import type { Climates } from './storage/climates.js';
import type { Skies } from './storage/skies.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly worlds: ReadonlySet<string>;
  readonly regions: Regions;
  readonly climates: Climates;
  readonly skies: Skies;
  /** The game clock. */
  readonly time: Pick<Client<TimeManagerServiceClient>, 'getTime'>;
  readonly sleep: Sleep;
}
