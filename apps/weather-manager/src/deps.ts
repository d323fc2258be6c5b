import type { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import type { Client } from '@bodybroker/nats-sdk';
import type { Regions } from './domain/region.js';
import type { Climates } from './storage/climates.js';
import type { Skies } from './storage/skies.js';

/** Waits; resolves early when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

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
