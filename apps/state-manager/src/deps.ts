import type { IStateManagerService } from '@bodybroker/contracts-state-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { StateListing } from './storage/state-listing.js';
import type { StateRepository } from './storage/state-repository.js';
import type { ChangeFeed } from './subscribers/change-feed.js';

/** What handlers work with. */
export interface StateManagerDeps {
  readonly states: StateRepository;
  readonly listing: StateListing;
  readonly feed: ChangeFeed;
}

/** The handler of one method. */
export type StateHandler<Method extends keyof IStateManagerService> = Handler<IStateManagerService, Method>;
