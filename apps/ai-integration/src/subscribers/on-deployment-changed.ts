import { DeploymentChanged } from '@bodybroker/contracts-model-management';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { ReplicaNotes } from './replica-notes.js';

/** Another version of a model is live: every replica asks anew what targets stand for. What changed is of no interest. */
export const onDeploymentChanged = (notes: ReplicaNotes): Subscriber =>
  subscriber({
    event: DeploymentChanged,
    durable: 'ai-integration-models',
    filterSubject: 'sys.model.deployment_changed.*',
    handle: () => notes.modelsChanged(),
  });
