import { DeploymentChanged, VersionReady } from '@bodybroker/contracts-model-management';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { ReplicaNotes } from './replica-notes.js';

/** Something was deployed, or may be: every replica lists its targets anew. */
export const onModelsChanged = (notes: ReplicaNotes): Subscriber =>
  subscriber<DeploymentChanged | VersionReady>({
    event: [DeploymentChanged, VersionReady],
    durable: 'ai-router-models',
    filterSubject: 'sys.model.>',
    handle: () => notes.modelsChanged(),
  });
