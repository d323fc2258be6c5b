import type { IRouterService } from '@bodybroker/contracts-router';
import type { Clock } from '@bodybroker/domain';
import type { EventPublisher, Handler, RecordBucket } from '@bodybroker/nats-sdk';
import type { Store } from '@bodybroker/storage';
import type { Outcomes } from './domain/outcomes.js';
import type { RetryBudget } from './domain/retry-budget.js';
import type { Route } from './domain/route.js';
import type { Forward } from './handlers/forward.js';
import type { Instances } from './storage/instances.js';
import type { MethodCatalogue } from './storage/method-catalogue.js';

/** What the handlers of this service are built from. */
export interface Deps {
  readonly instances: Instances;
  readonly routes: RecordBucket<Route>;
  readonly catalogue: MethodCatalogue;
  /** Of the calls reported to this replica. */
  readonly outcomes: Outcomes;
  readonly budgets: Map<string, RetryBudget>;
  readonly forward: Forward;
  readonly events: EventPublisher;
  readonly store: Store;
  readonly clock: Clock;
  /** Draws in [0, 1). */
  readonly random: () => number;
}

/** The handler of one method. */
export type RouterHandler<Method extends keyof IRouterService> = Handler<IRouterService, Method>;
