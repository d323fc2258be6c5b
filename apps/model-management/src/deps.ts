import type { IModelManagementService } from '@bodybroker/contracts-model-management';
import type { Clock } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { RequestReceipts } from '@bodybroker/storage';
import type { GuardSamples } from './storage/guard-samples.js';
import type { Registry } from './storage/registry.js';
import type { RolloutRequests } from './storage/rollout-requests.js';

/** What the handlers and subscribers of this service are built from. */
export interface Deps {
  readonly registry: Registry;
  readonly rollouts: RolloutRequests;
  readonly receipts: RequestReceipts;
  readonly samples: GuardSamples;
  readonly clock: Clock;
}

export type ModelHandler<Method extends keyof IModelManagementService> = Handler<IModelManagementService, Method>;
